namespace Facilities.Domain.Faults;

/// <summary>How far an organisation's part is. Numbers are stored.</summary>
public enum FaultPartState
{
    /// <summary>Handed over; the organisation hasn't said that it has it.</summary>
    Asked = 1,
    Acknowledged = 2,

    /// <summary>The result is back.</summary>
    Returned = 3,

    /// <summary>The organisation won't, with its reason.</summary>
    Refused = 4,

    /// <summary>Not needed any more, with the reason.</summary>
    Withdrawn = 5,
}
