namespace Facilities.Storage.Relational.Intake;

/// <summary>A field that an unmapped device was seen to send.</summary>
/// <param name="Field">As the device calls it; nested keys joined by dots.</param>
/// <param name="Sample">Its newest value as text.</param>
/// <param name="Unit">Unit that the dialect states for it; may be empty.</param>
/// <param name="DeviceClass">What it measures in Home Assistant's words, e.g. <c>temperature</c>; may be empty.</param>
public sealed record SeenField(string Field, string Sample, string Unit = "", string DeviceClass = "");
