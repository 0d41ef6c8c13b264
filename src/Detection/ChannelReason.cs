namespace Facilities.Detection;

/// <summary>Why a detector scored as it did, for one channel.</summary>
/// <param name="Score">The channel's own score, in the detector's measure.</param>
/// <param name="Value">What was compared, smoothed, in the channel's unit.</param>
/// <param name="Expected">What is usual, in the channel's unit.</param>
internal readonly record struct ChannelReason(double Score, double Value, double Expected);
