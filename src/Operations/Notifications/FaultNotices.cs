using System.Globalization;
using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Notifications;
using static Facilities.Storage.Relational.Notifications.NoticeAudience;

namespace Facilities.Operations.Notifications;

/// <summary>Which steps of the loop people are told of, so that no use case can forget to.</summary>
internal static class FaultNotices
{
    /// <summary>Tells of the new lines of a fault's history.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="fault">Saved by now.</param>
    /// <param name="fresh">Its new lines, in their order.</param>
    /// <param name="now">Site clock.</param>
    /// <param name="cancellationToken">Ends the wait for the database.</param>
    public static async Task WriteAsync(WriteUnit unit, Fault fault, IReadOnlyList<FaultEvent> fresh, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var opened = fresh.Any(line => line.Action == FaultAction.Open);
        // A consequence of a fault that is known already is told of with that one.
        if (opened && fault.IsFolded) return;
        // Opened and dispatched in one breath is one message.
        var opens = fresh.Any(line => line.Action is FaultAction.Open or FaultAction.Reopen);
        foreach (var line in fresh)
        {
            if (Of(fault, line, opens) is not { } told || (fault.StormAt is not null && fault.Severity != Severity.P1 && IsOfTheStorm(line, told.Kind))) continue;
            var part = FaultRights.IsAboutPart(line.Action) ? PartOf(fault, line) : null;
            var asker = told.Kind is NoticeKind.PartEnded or NoticeKind.PartWithdrawn && part?.AskedBy is { } user ? UserSet.Empty.With(user) : null;
            var step = told.Kind switch { NoticeKind.Escalated => fault.EscalationLevel, NoticeKind.PartOverdue => part?.OverdueStep ?? 0, _ => 0 };
            await Notices.TellAsync(unit, fault, told.Kind, told.Audience, now, cancellationToken, asker, step, line: line)
                .ConfigureAwait(false);
        }
    }

    private static (NoticeKind Kind, NoticeAudience Audience)? Of(Fault fault, FaultEvent line, bool opens) => line.Action switch
    {
        FaultAction.Open => (NoticeKind.Opened, Assigned | OnShift | Group),
        FaultAction.Reopen => (NoticeKind.Reopened, Assigned | OnShift | Group),
        FaultAction.Dispatch when !opens => (NoticeKind.Dispatched, Assigned | Group),
        FaultAction.Return => (NoticeKind.Returned, OnShift),
        FaultAction.NoteOverdue => (NoticeKind.Overdue, Assigned | OnShift | Group),
        FaultAction.Escalate => (NoticeKind.Escalated, OnShift | Group),
        FaultAction.ChangeSeverity when IsRaised(line) && !opens => (NoticeKind.SeverityRaised, Assigned | OnShift | Group),
        FaultAction.Reject => (NoticeKind.Closed, Told | Group | Reporter),
        FaultAction.Close or FaultAction.Merge => (NoticeKind.Closed, Told | Group),
        FaultAction.AskPart => (NoticeKind.PartAsked, Party),
        FaultAction.ReturnPart or FaultAction.RefusePart => (NoticeKind.PartEnded, OnShift),
        FaultAction.WithdrawPart => (NoticeKind.PartWithdrawn, Party),
        FaultAction.NotePartOverdue => (NoticeKind.PartOverdue, PartOf(fault, line) is { OverdueStep: > 1 } ? Party | OnShift | Authority : Party | OnShift),
        FaultAction.PassSoak or FaultAction.Verify when fault.HasReporter => (NoticeKind.FollowUp, Reporter),
        _ => null,
    };

    /// <summary>The part that a line of the history is about.</summary>
    public static FaultPart? PartOf(Fault fault, FaultEvent line) => PartOf(fault, line.Reason);

    /// <summary>The part that a reason names.</summary>
    public static FaultPart? PartOf(Fault fault, CodedText reason) =>
        int.TryParse(reason.Parameters.GetValueOrDefault("part"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? fault.Parts.FirstOrDefault(part => part.Number == number) : null;

    /// <summary>What the storm's summary tells of instead. Whoever is given a fault by a person hears of it, storm or not.</summary>
    private static bool IsOfTheStorm(FaultEvent line, NoticeKind kind) => kind == NoticeKind.Opened || (kind == NoticeKind.Dispatched && line.UserId is null);

    private static bool IsRaised(FaultEvent line) =>
        Enum.TryParse<Severity>(line.Reason.Parameters.GetValueOrDefault("from"), out var from)
        && Enum.TryParse<Severity>(line.Reason.Parameters.GetValueOrDefault("to"), out var to) && to < from;
}
