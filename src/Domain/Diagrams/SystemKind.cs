namespace Facilities.Domain.Diagrams;

/// <summary>A system of a community that is drawn as one diagram. Numbers are stored.</summary>
public enum SystemKind
{
    /// <summary>Second water supply: mains, tanks, booster pumps, zones.</summary>
    Water = 0,

    /// <summary>Fire water: pool and roof tank, fire pumps, hydrants and sprinklers.</summary>
    Fire = 1,

    /// <summary>Lifts in their groups, with car and door.</summary>
    Lifts = 2,

    /// <summary>Lighting circuits and emergency lights.</summary>
    Lighting = 3,

    /// <summary>Alarm panels and detectors.</summary>
    Alarms = 4,

    /// <summary>Everything, building by building: the schematic of the site.</summary>
    Site = 5,
}
