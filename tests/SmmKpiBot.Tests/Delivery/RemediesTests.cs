using SmmKpiBot.Bot.Delivery;
using Xunit;

namespace SmmKpiBot.Tests.Delivery;

public sealed class RemediesTests
{
    private static readonly OutboxPayload Photo = new() { Type = PayloadType.Photo, Html = "<b>figures</b>" };

    [Fact]
    public void For_PictureRefused_TriesADocumentThenTheCaption()
    {
        var document = Remedies.For(Rejection.PictureRefused, Photo)!;
        var text = Remedies.For(Rejection.NoMedia, document)!;

        Assert.Equal([PayloadType.Document, PayloadType.Text], [document.Type, text.Type]);
        Assert.Null(Remedies.For(Rejection.PictureRefused, text));
    }

    [Fact]
    public void For_MissingEdit_SendsAnew()
    {
        var remedy = Remedies.For(Rejection.MessageGone, Photo with { Type = PayloadType.EditPhoto, EditedMessageId = 5 })!;

        Assert.Equal((PayloadType.Photo, null), (remedy.Type, remedy.EditedMessageId));
    }

    /// <summary>Whatever a server answers, and in whatever order, a message ends after a few attempts.</summary>
    [Fact]
    public void For_AnySequenceOfRejections_Ends()
    {
        foreach (var type in Enum.GetValues<PayloadType>())
        {
            foreach (var rejection in Enum.GetValues<Rejection>())
            {
                OutboxPayload? payload = Photo with { Type = type };
                for (var attempt = 0; payload is not null; attempt++)
                {
                    Assert.InRange(attempt, 0, Enum.GetValues<Remedy>().Length);
                    payload = Enum.GetValues<Rejection>().Prepend(rejection).Select(next => Remedies.For(next, payload)).FirstOrDefault(next => next is not null);
                }
            }
        }
    }

    [Theory]
    [InlineData(nameof(OutboxKind.Alert), 1, false, true)]
    [InlineData(nameof(OutboxKind.Alert), 2, false, false)]
    [InlineData(nameof(OutboxKind.Digest), 1, false, true)]
    [InlineData(nameof(OutboxKind.Notice), 1, true, true)]
    [InlineData(nameof(OutboxKind.Alert), 5, true, true)]
    [InlineData(nameof(OutboxKind.Alert), 6, true, false)]
    [InlineData(nameof(OutboxKind.Reply), 1, false, false)]
    [InlineData(nameof(OutboxKind.Reply), 1, true, false)]
    public void MayRepeat_ByKindAndCount_IsAsPromised(string kind, int unknowns, bool isCrash, bool expected) =>
        Assert.Equal(expected, UnknownPolicy.MayRepeat(Enum.Parse<OutboxKind>(kind), Photo, unknowns, isCrash));

    [Fact]
    public void MayRepeat_Edit_IsRepeatedEvenAsAnAnswer() =>
        Assert.True(UnknownPolicy.MayRepeat(OutboxKind.Reply, new OutboxPayload { Type = PayloadType.EditText }, 3, isCrash: false));
}
