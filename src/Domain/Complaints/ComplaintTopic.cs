namespace Facilities.Domain.Complaints;

/// <summary>What a complaint is about. Numbers are stored; add at the end only.</summary>
public enum ComplaintTopic
{
    /// <summary>Nothing that this service watches: fees, parking, noise, refuse, …</summary>
    Other = 0,
    Elevator = 1,
    Water = 2,

    /// <summary>Fire pumps, hydrants, alarm, smoke detectors, emergency lights, extinguishers.</summary>
    Fire = 3,
    Lighting = 4,

    /// <summary>Blocked fire lanes and stairwells, charging wires.</summary>
    FireLane = 5,

    /// <summary>Roof, outer wall, road surface.</summary>
    Structure = 6,
}
