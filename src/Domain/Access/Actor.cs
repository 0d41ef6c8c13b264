namespace Facilities.Domain.Access;

/// <summary>Who acts. <see cref="User"/> is null for the service itself and for a resident without an account.</summary>
public sealed record Actor(UserId? User, Role Role, OrganisationId? Organisation)
{
    /// <summary>Detectors, timers and telemetry.</summary>
    public static Actor System { get; } = new(null, Role.System, null);

    public static Actor Resident { get; } = new(null, Role.Resident, null);
}
