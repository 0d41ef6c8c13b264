namespace Facilities.Detection;

/// <summary>Which way a quantity goes.</summary>
public enum SignMove
{
    Up,
    Down,

    /// <summary>Away from what is usual, whichever way: a level that drifts, a contact that flickers.</summary>
    Either,
}
