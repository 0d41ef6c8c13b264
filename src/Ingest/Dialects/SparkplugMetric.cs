namespace Facilities.Ingest.Dialects;

/// <summary>One metric of a Sparkplug B payload.</summary>
/// <param name="Name">Empty in data messages that name it by its alias.</param>
/// <param name="Alias">Null: none.</param>
/// <param name="TimestampMs">Null: the payload's.</param>
/// <param name="DataType">0 in data messages: as its birth said.</param>
/// <param name="IsHistorical">Stored on the device while it was offline.</param>
/// <param name="Shape">What was sent; text for what has no single value.</param>
/// <param name="Bits">Integers as sent, two's complement for negative ones.</param>
/// <param name="Number">Floating point; NaN for others.</param>
/// <param name="Text">Strings.</param>
/// <param name="Unit">Property <c>engUnit</c>; empty: none.</param>
internal readonly record struct SparkplugMetric(
    string Name, ulong? Alias, long? TimestampMs, uint DataType, bool IsHistorical, SparkplugValue Shape, ulong Bits, double Number, string Text, string Unit);
