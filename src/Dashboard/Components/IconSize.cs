namespace Facilities.Dashboard.Components;

/// <summary>15, 18 or 22 px.</summary>
public enum IconSize
{
    Normal,
    Small,
    Large,
}
