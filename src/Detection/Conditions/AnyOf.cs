namespace Facilities.Detection;

/// <summary>True when any part is true, false when every one is false.</summary>
public sealed record AnyOf(IReadOnlyList<Condition> Parts) : Condition
{
    internal override string Canonical() => $"any({string.Join(';', Parts.Select(p => p.Canonical()))})";
}
