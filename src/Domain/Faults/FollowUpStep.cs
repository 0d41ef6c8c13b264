namespace Facilities.Domain.Faults;

public enum FollowUpStep
{
    Wait,

    /// <summary>Silence counts as agreement.</summary>
    AutoClose,

    /// <summary>Silence isn't enough; somebody calls.</summary>
    Phone,
}
