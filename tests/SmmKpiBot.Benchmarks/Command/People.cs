using SmmKpiBot.Sandbox.BotApi.State;

namespace SmmKpiBot.Benchmarks.Command;

/// <summary>The people who ask, and the chats that only receive.</summary>
internal static class People
{
    public const long FirstId = 5001;
    public const int Askers = 400;
    public const long FirstReader = 20_001;
    public const int Readers = 1000;

    public static void AddTo(World world)
    {
        for (var number = 0; number < Askers; number++)
        {
            world.AddPrivateChat(world.AddUser(FirstId + number, $"Asker {number}", null, "uk"));
        }

        for (var number = 0; number < Readers; number++)
        {
            world.AddPrivateChat(world.AddUser(FirstReader + number, $"Reader {number}", null, "uk"));
        }
    }
}
