using System.Globalization;

namespace Facilities.Detection;

/// <summary>A point against a limit, with hysteresis: once true it stays true until the value is back beyond <see cref="Clear"/>.</summary>
public sealed record PointComparison(string Point, Comparison Comparison, double Limit) : Condition
{
    /// <summary>Where it becomes false again; without one, at the limit.</summary>
    public double? Clear { get; init; }

    /// <summary>Compare the magnitude (a signed offset such as levelling).</summary>
    public bool Absolute { get; init; }

    /// <summary>Compare the difference to this other point (temperature rise over ambient).</summary>
    public string? Minus { get; init; }

    /// <summary>So many samples in a row must be beyond the limit (per-trip values: one bumpy ride is no fault).</summary>
    public int Samples { get; init; } = 1;

    /// <summary>The last value counts even while its sensor is in doubt: where waiting costs lives, and something else disproves it.</summary>
    public bool EvenInDoubt { get; init; }

    internal override string Canonical() =>
        string.Create(CultureInfo.InvariantCulture, $"{Point}-{Minus} {Comparison} {Limit:R} clear {Clear:R} abs {Absolute} samples {Samples}{(EvenInDoubt ? " even in doubt" : "")}");
}
