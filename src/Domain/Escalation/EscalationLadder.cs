using Facilities.Domain.Faults;

namespace Facilities.Domain.Escalation;

/// <summary>
/// Who is told, and when, while a fault isn't acknowledged. Written <c>5m second, 15m manager, 30m firm+rescue, 60m regulator</c> for time since the alarm, or
/// <c>75% first, 100% manager</c> for shares of each limit that isn't met; which is also its form in the database. Immutable.
/// </summary>
public sealed class EscalationLadder : IEquatable<EscalationLadder>
{
    /// <summary>Steps of a ladder; there are five to tell, and some twice.</summary>
    public const int MaximumRungs = 8;

    private EscalationLadder(IReadOnlyList<EscalationRung> rungs) => Rungs = rungs;

    /// <summary>In their order; at least one.</summary>
    public IReadOnlyList<EscalationRung> Rungs { get; }

    /// <summary>The field's own ladders.</summary>
    public static EscalationLadder Default(Severity severity) => severity switch
    {
        Severity.P1 => Parse("5m second, 15m manager, 30m firm+rescue, 60m regulator"),
        Severity.P2 => Parse("30m second, 120m manager, 480m firm"),
        Severity.P3 => Parse("75% first, 100% manager"),
        Severity.P4 => Parse("100% manager"),
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, "Not a severity."),
    };

    /// <exception cref="RuleViolation"><see cref="RuleCodes.LadderMalformed"/>: not of the form above, too many steps, times that fall, or times and shares mixed.</exception>
    public static EscalationLadder Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var rungs = new List<EscalationRung>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (part.Length < 4 || !EscalationRung.TryParse(part, out var rung) || rungs.Count >= MaximumRungs) throw new RuleViolation(RuleCodes.LadderMalformed, ("step", part));
            if (rungs.Count > 0 && ((rungs[^1].After is null) != (rung.After is null) || rung.After < rungs[^1].After || rung.Share < rungs[^1].Share))
                throw new RuleViolation(RuleCodes.LadderMalformed, ("step", part));
            rungs.Add(rung);
        }

        return new EscalationLadder(rungs);
    }

    public override string ToString() => string.Join(", ", Rungs);

    public bool Equals(EscalationLadder? other) => other is not null && Rungs.SequenceEqual(other.Rungs);

    public override bool Equals(object? obj) => Equals(obj as EscalationLadder);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());
}
