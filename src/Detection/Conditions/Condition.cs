namespace Facilities.Detection;

/// <summary>A statement about an asset's points: true, false or, while data is stale or missing, unknown. Immutable.</summary>
public abstract record Condition
{
    private protected Condition()
    {
    }

    /// <summary>One unambiguous line of text; equal conditions give equal lines.</summary>
    internal abstract string Canonical();
}
