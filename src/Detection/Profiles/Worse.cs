namespace Facilities.Detection;

/// <summary>The way in which a fault moves a channel. What moves the other way is told in the evidence but starts no alarm.</summary>
public enum Worse
{
    /// <summary>Both ways hurt: pressure, flow, current.</summary>
    Either,

    /// <summary>Only more hurts: temperature, vibration, leakage current.</summary>
    Higher,

    /// <summary>Only less hurts: minutes of an emergency light.</summary>
    Lower,
}
