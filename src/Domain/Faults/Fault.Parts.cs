using Facilities.Domain.Access;

namespace Facilities.Domain.Faults;

/// <content>What other organisations do about it, each its own part.</content>
public sealed partial class Fault
{
    /// <summary>Parts of a fault, ended ones included.</summary>
    public const int MaximumParts = 20;

    private readonly List<FaultPart> _parts = [];

    /// <summary>Ascending by number.</summary>
    public IReadOnlyList<FaultPart> Parts => _parts;

    /// <summary>Parts that are neither given back nor refused nor withdrawn: while there is one the fault isn't closed.</summary>
    public int OpenParts => _parts.Count(part => part.IsOpen);

    /// <summary>Hands a part over to an organisation. It has one open part at most.</summary>
    /// <param name="organisation">Whose part it is.</param>
    /// <param name="dueAt">By when the result is wanted.</param>
    /// <param name="actor">Dispatcher, manager or regulator.</param>
    /// <param name="now">Site clock.</param>
    /// <param name="task">Its note says what is to be done.</param>
    /// <exception cref="RuleViolation">Also <see cref="RuleCodes.PartWords"/>, <see cref="RuleCodes.PartDue"/>, <see cref="RuleCodes.PartTwice"/>, <see cref="RuleCodes.PartTooMany"/>.</exception>
    public FaultPart AskPart(OrganisationId organisation, DateTimeOffset dueAt, Actor actor, DateTimeOffset now, Attachments task)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var to = Require(FaultAction.AskPart, actor);
        var words = Words(task);
        if (dueAt <= now || dueAt > now + FaultPart.LongestTime) throw new RuleViolation(RuleCodes.PartDue, ("maximum", (int)FaultPart.LongestTime.TotalDays));
        if (_parts.Exists(part => part.IsOpen && part.OrganisationId == organisation)) throw new RuleViolation(RuleCodes.PartTwice);
        if (_parts.Count >= MaximumParts) throw new RuleViolation(RuleCodes.PartTooMany, ("maximum", MaximumParts));
        var asked = new FaultPart(_parts.Count + 1, organisation, words, dueAt, actor, now);
        _parts.Add(asked);
        Enter(FaultAction.AskPart, to, actor, now, task, CodedText.Of(ReasonCodes.PartAsked, ("part", asked.Number), ("due", dueAt)));
        return asked;
    }

    /// <summary>The organisation has it.</summary>
    /// <exception cref="RuleViolation">Also <see cref="RuleCodes.PartUnknown"/>, <see cref="RuleCodes.PartNotYours"/>, <see cref="RuleCodes.PartTransition"/>.</exception>
    public void AcknowledgePart(int number, Actor actor, DateTimeOffset now, Attachments? attachments = null) =>
        Move(FaultAction.AcknowledgePart, number, actor, now, attachments, null, ReasonCodes.PartAcknowledged);

    /// <summary>The result is back; whoever gave it is one of the fault's workers.</summary>
    /// <exception cref="RuleViolation">As <see cref="AcknowledgePart"/>, and <see cref="RuleCodes.PartWords"/> without a result.</exception>
    public void ReturnPart(int number, Actor actor, DateTimeOffset now, Attachments result)
    {
        ArgumentNullException.ThrowIfNull(actor);
        Move(FaultAction.ReturnPart, number, actor, now, result, Words(result), ReasonCodes.PartReturned);
        Remember(actor);
    }

    /// <summary>The organisation won't.</summary>
    /// <exception cref="RuleViolation">As <see cref="AcknowledgePart"/>, and <see cref="RuleCodes.PartWords"/> without a reason.</exception>
    public void RefusePart(int number, Actor actor, DateTimeOffset now, Attachments reason) =>
        Move(FaultAction.RefusePart, number, actor, now, reason, Words(reason), ReasonCodes.PartRefused);

    /// <summary>It isn't needed any more, say those who asked, or a regulator. What a regulator asked only a regulator withdraws.</summary>
    /// <exception cref="RuleViolation">As <see cref="AcknowledgePart"/>, <see cref="RuleCodes.PartAskedByOther"/>, and <see cref="RuleCodes.PartWords"/> without a reason.</exception>
    public void WithdrawPart(int number, Actor actor, DateTimeOffset now, Attachments reason) =>
        Move(FaultAction.WithdrawPart, number, actor, now, reason, Words(reason), ReasonCodes.PartWithdrawn);

    /// <summary>Takes the steps of the parts' own ladders that are due, one each.</summary>
    public void NotePartsOverdue(DateTimeOffset now)
    {
        var to = Require(FaultAction.NotePartOverdue, Actor.System);
        foreach (var part in _parts.Where(part => part.NextStepAt < now))
        {
            part.Enter(FaultAction.NotePartOverdue, null, now, null);
            Enter(FaultAction.NotePartOverdue, to, Actor.System, now, null, CodedText.Of(ReasonCodes.PartOverdue, ("part", part.Number), ("step", part.OverdueStep)));
        }
    }

    /// <summary>The fault ends without its work: what others were asked falls away.</summary>
    private void DropParts(Actor actor, DateTimeOffset now)
    {
        foreach (var part in _parts.Where(part => part.IsOpen))
        {
            part.Enter(FaultAction.WithdrawPart, actor.User, now, null);
            Enter(FaultAction.WithdrawPart, State, actor, now, null, CodedText.Of(ReasonCodes.PartDropped, ("part", part.Number)));
        }
    }

    private void Move(FaultAction action, int number, Actor actor, DateTimeOffset now, Attachments? attachments, string? words, string reason)
    {
        var to = Require(action, actor);
        var part = _parts.Find(item => item.Number == number) ?? throw new RuleViolation(RuleCodes.PartUnknown, ("part", number));
        if (FaultRights.RefusalOf(part, action, actor) is { } refusal) throw new RuleViolation(refusal);
        part.Enter(action, actor.User, Attachments.Moment(attachments, now), words);
        Enter(action, to, actor, now, attachments, CodedText.Of(reason, ("part", number)));
    }

    private static string Words(Attachments said)
    {
        ArgumentNullException.ThrowIfNull(said);
        if (said.Note?.Length > Attachments.MaximumNoteLength) throw new RuleViolation(RuleCodes.NoteTooLong, ("maximum", Attachments.MaximumNoteLength));
        return string.IsNullOrWhiteSpace(said.Note) ? throw new RuleViolation(RuleCodes.PartWords) : said.Note.Trim();
    }
}
