namespace Facilities.Detection;

/// <summary>True when every part is true, false when any is false.</summary>
public sealed record AllOf(IReadOnlyList<Condition> Parts) : Condition
{
    internal override string Canonical() => $"all({string.Join(';', Parts.Select(p => p.Canonical()))})";
}
