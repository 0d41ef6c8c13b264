namespace Facilities.Domain.Faults;

/// <summary>
/// One loss event of an entrapment fault. Both instants are event time by the device's clock, each with what said so; the head count comes from the crew only.
/// A reopened fault may hold several.
/// </summary>
public sealed class Entrapment
{
    /// <summary>No passenger car holds more; only a guard against slips when the rating is unknown.</summary>
    internal const int MaximumPersons = 50;

    private Entrapment()
    {
    }

    internal Entrapment(int number, EntrapmentStart start)
    {
        Number = number;
        TrappedAt = start.TrappedAt;
        TrappedSource = start.Source;
        ClockOffset = start.ClockOffset;
        if (start.Confirmed)
        {
            ConfirmedAt = start.TrappedAt;
            ConfirmedSource = start.Source;
        }
    }

    public long Id { get; private set; }

    public FaultId FaultId { get; private set; }

    /// <summary>1, 2, … within the fault.</summary>
    public int Number { get; private set; }

    /// <summary>t0.</summary>
    public DateTimeOffset TrappedAt { get; private set; }

    public string TrappedSource { get; private set; } = "";

    /// <summary>Device clock minus service clock.</summary>
    public TimeSpan ClockOffset { get; private set; }

    public DateTimeOffset? ConfirmedAt { get; private set; }

    public string? ConfirmedSource { get; private set; }

    public DateTimeOffset? ReleasedAt { get; private set; }

    public string? ReleasedSource { get; private set; }

    /// <summary>Null until the crew says.</summary>
    public int? Persons { get; private set; }

    public UserId? PersonsBy { get; private set; }

    /// <summary>Those who came out at times of their own, as the crew says; the others came out at <see cref="ReleasedAt"/>.</summary>
    public IReadOnlyList<PersonsReleased> Releases { get; private set; } = [];

    /// <summary>Of <see cref="Persons"/>, those of whom nobody has said yet when they came out.</summary>
    public int? PersonsLeft => Persons - Releases.Sum(release => release.Persons);

    public bool IsConfirmed => ConfirmedAt is not null;

    /// <summary>What the telemetry says replaces the silence that raised the suspicion: t0 is the moment that is known, never an earlier one.</summary>
    internal void Confirm(EntrapmentStart evidence, DateTimeOffset at)
    {
        if (IsConfirmed) return;
        TrappedAt = evidence.TrappedAt;
        TrappedSource = evidence.Source;
        ClockOffset = evidence.ClockOffset;
        ConfirmedAt = at;
        ConfirmedSource = evidence.Source;
    }

    /// <summary>The earliest release that any source reports stands: a later word never lengthens a loss.</summary>
    internal bool Release(DateTimeOffset at, string source)
    {
        if (at < TrappedAt) throw new RuleViolation(RuleCodes.EntrapmentReleaseBeforeStart, ("trapped", TrappedAt), ("released", at));
        if (ReleasedAt is { } known && known <= at) return false;
        ReleasedAt = at;
        ReleasedSource = source;
        return true;
    }

    /// <summary>Once all are out the last one's time is a release like any other word: it may only shorten what is known.</summary>
    internal void ReleaseSome(int persons, DateTimeOffset at, UserId? by)
    {
        if (Persons is null) throw new RuleViolation(RuleCodes.EntrapmentHeadsFirst);
        if (persons < 1 || persons > PersonsLeft) throw new RuleViolation(RuleCodes.EntrapmentPersonsLeft, ("left", PersonsLeft));
        if (at < TrappedAt) throw new RuleViolation(RuleCodes.EntrapmentReleaseBeforeStart, ("trapped", TrappedAt), ("released", at));
        Releases = [.. Releases, new PersonsReleased(at, persons, by)];
        if (PersonsLeft == 0) Release(Releases.Max(release => release.At), "crew");
    }

    internal void SetPersons(int persons, UserId? by)
    {
        if (persons < Releases.Sum(release => release.Persons)) throw new RuleViolation(RuleCodes.EntrapmentPersonsOut, ("out", Releases.Sum(release => release.Persons)));
        Persons = persons;
        PersonsBy = by;
    }
}
