namespace Facilities.Domain.Faults;

/// <summary>How an entrapment begins.</summary>
/// <param name="TrappedAt">t0: the moment of stopping, by the device's clock.</param>
/// <param name="Source">What says so, e.g. <c>controller</c>, <c>alarm_button</c>, <c>silence</c>.</param>
/// <param name="Confirmed">False for the suspicion raised by silence: it pages but never starts or lengthens a claim.</param>
/// <param name="ClockOffset">Device clock minus service clock when it was received; zero when unknown.</param>
public sealed record EntrapmentStart(DateTimeOffset TrappedAt, string Source, bool Confirmed, TimeSpan ClockOffset = default);
