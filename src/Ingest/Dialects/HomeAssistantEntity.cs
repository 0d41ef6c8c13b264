namespace Facilities.Ingest.Dialects;

/// <summary>An entity as Home Assistant's discovery described it; stored as JSON under its configuration's topic.</summary>
/// <param name="Device">Identity of the device it belongs to.</param>
/// <param name="Name">What people call the device; its asset may have it as code.</param>
/// <param name="Field">What we call its value.</param>
/// <param name="StateTopic">Where its values come.</param>
/// <param name="Template">As sent; empty: the payload is the value.</param>
/// <param name="Unit">Unit of measurement; empty: none.</param>
/// <param name="DeviceClass">Empty: none.</param>
/// <param name="On">Payload that means on, of those that are on or off; null for others.</param>
/// <param name="Off">Payload that means off.</param>
/// <param name="Availability">Where and how it says that it is there.</param>
internal sealed record HomeAssistantEntity(
    string Device, string Name, string Field, string StateTopic, string Template, string Unit, string DeviceClass, string? On, string? Off, List<HomeAssistantAvailability> Availability);
