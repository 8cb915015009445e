using System.CommandLine;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary>A command with examples, which <c>--help</c> shows.</summary>
internal sealed class Verb(string name, string description, params string[] examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples { get; } = examples;

    public Verb With(params Symbol[] parts)
    {
        foreach (var part in parts)
        {
            switch (part)
            {
                case Command command:
                    Add(command);
                    break;
                case Option option:
                    Add(option);
                    break;
                case Argument argument:
                    Add(argument);
                    break;
            }
        }

        return this;
    }
}
