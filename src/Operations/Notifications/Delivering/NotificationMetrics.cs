using System.Diagnostics.Metrics;
using Facilities.Storage.Relational.Notifications;

namespace Facilities.Operations.Notifications.Delivering;

/// <summary>Counts of messages, by way and outcome. Thread-safe.</summary>
internal sealed class NotificationMetrics : IDisposable
{
    public const string MeterName = "Facilities.Notifications";

    private readonly Meter _meter;
    private readonly Counter<long> _attempts;
    private readonly Histogram<double> _delay;
    private int _waiting;

    public NotificationMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _attempts = _meter.CreateCounter<long>("facilities.notifications.attempts", "{message}", "Messages handed to a receiver, by way and outcome.");
        _delay = _meter.CreateHistogram<double>("facilities.notifications.delay", "s", "From the cause of a message to the receiver's confirmation; without what waited for the morning.");
        _meter.CreateObservableGauge("facilities.notifications.waiting", () => Volatile.Read(ref _waiting), "{delivery}", "Deliveries that are due and not confirmed.");
    }

    public void Attempt(ChannelKind kind, string outcome) =>
        _attempts.Add(1, new KeyValuePair<string, object?>("channel", kind.ToString()), new KeyValuePair<string, object?>("outcome", outcome));

    public void Delay(ChannelKind kind, TimeSpan delay) => _delay.Record(delay.TotalSeconds, new KeyValuePair<string, object?>("channel", kind.ToString()));

    public void Waiting(int count) => Volatile.Write(ref _waiting, count);

    public void Dispose() => _meter.Dispose();
}
