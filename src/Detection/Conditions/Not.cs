namespace Facilities.Detection;

/// <summary>The opposite; unknown stays unknown.</summary>
public sealed record Not(Condition Part) : Condition
{
    internal override string Canonical() => $"not({Part.Canonical()})";
}
