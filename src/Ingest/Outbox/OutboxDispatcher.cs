using System.Text;
using Facilities.Mqtt;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Messaging;
using Facilities.Storage.Relational.Signals;

namespace Facilities.Ingest.Outbox;

/// <summary>
/// Sends what the use cases left in the outbox, in order per key, at least once. Woken by a commit in this process or (PostgreSQL tells) in another, and
/// by a slow poll for what waits for its next attempt. Of several ingest processes one sends at a time.
/// </summary>
internal sealed class OutboxDispatcher(OutboxReader outbox, FacilitiesWriter writer, ProcessSignals signals, MqttServer mqtt, ILogger<OutboxDispatcher> logger) : BackgroundService
{
    private const int Batch = 200;

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);
    private static readonly TimeSpan TrimInterval = TimeSpan.FromHours(1);

    private readonly SemaphoreSlim _filled = new(0, 1);
    private bool _failing;
    private long _trimmedAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        writer.OutboxFilled += Wake;
        signals.Heard += Hear;
        try
        {
            while (true)
            {
                await RoundAsync(stoppingToken).ConfigureAwait(false);
                await _filled.WaitAsync(Poll, stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping: what is left waits in the database.
        }
        finally
        {
            writer.OutboxFilled -= Wake;
            signals.Heard -= Hear;
        }
    }

    public override void Dispose()
    {
        _filled.Dispose();
        base.Dispose();
    }

    private void Hear(ProcessSignal signal)
    {
        if (signal.Channel == SignalChannel.Outbox) Wake();
    }

    private void Wake()
    {
        // One wake-up is enough however many commits there were; a racing second release is refused by the semaphore's limit.
        if (_filled.CurrentCount > 0) return;
        try
        {
            _filled.Release();
        }
        catch (SemaphoreFullException)
        {
        }
    }

    private async Task RoundAsync(CancellationToken cancellationToken)
    {
        try
        {
            await outbox.InTurnAsync(SendAllAsync, cancellationToken).ConfigureAwait(false);
            if (_failing) Log.OutboxRecovered(logger);
            _failing = false;
        }
#pragma warning disable CA1031 // The top of the dispatcher's loop: logged once per outage, tried again at the next poll.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            if (!_failing) Log.OutboxFailed(logger, e);
            _failing = true;
        }
    }

    private async Task SendAllAsync(CancellationToken cancellationToken)
    {
        while (await SendAsync(cancellationToken).ConfigureAwait(false) == Batch)
        {
        }

        if (_trimmedAt != 0 && TimeProvider.System.GetElapsedTime(_trimmedAt) <= TrimInterval) return;
        _trimmedAt = TimeProvider.System.GetTimestamp();
        await outbox.TrimAsync(TimeProvider.System.GetUtcNow() - Kept, cancellationToken).ConfigureAwait(false);
    }

    private async Task<int> SendAsync(CancellationToken cancellationToken)
    {
        var messages = await outbox.TakeAsync(Batch, cancellationToken).ConfigureAwait(false);
        if (messages.Count == 0) return 0;
        var sent = new List<long>(messages.Count);
        var held = new HashSet<string>();
        foreach (var message in messages)
        {
            if (held.Contains(message.Key)) continue;
            if (TrySend(message, out var error))
            {
                sent.Add(message.Id);
                continue;
            }

            // What follows with the same key waits behind it.
            held.Add(message.Key);
            await outbox.MarkFailedAsync(message.Id, error, cancellationToken).ConfigureAwait(false);
        }

        if (sent.Count > 0) await outbox.MarkSentAsync(sent, cancellationToken).ConfigureAwait(false);
        return messages.Count;
    }

    private bool TrySend(OutboxMessage message, out string error)
    {
        error = "";
        if (message.Kind != OutboxKinds.Mqtt)
        {
            error = "kind-unknown";
            return false;
        }

        try
        {
            mqtt.Publish(message.Key, Encoding.UTF8.GetBytes(message.Payload));
            return true;
        }
        catch (ArgumentException e)
        {
            error = e.Message;
            return false;
        }
    }
}
