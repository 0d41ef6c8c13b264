namespace Facilities.Storage.Relational.Signals;

/// <summary>A hint heard from another process.</summary>
/// <param name="Channel">What it is about.</param>
/// <param name="Sender">Mark of the process that sent it (<see cref="ProcessSignals.Self"/> there); empty when the database itself sent it.</param>
/// <param name="Body">Its text; empty if the channel says all.</param>
public readonly record struct ProcessSignal(SignalChannel Channel, string Sender, string Body);
