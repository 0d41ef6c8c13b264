using Facilities.Operations.Notifications.Delivering;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Signals;

namespace Facilities.Ingest.Notifications;

/// <summary>
/// Sends what the use cases have people told. Woken by a commit in this process or (PostgreSQL tells) in another, and by a slow poll for what waits for its
/// next try or for the morning. Of several ingest processes one sends at a time.
/// </summary>
internal sealed class NotificationSender(DeliveryRun run, FacilitiesWriter writer, ProcessSignals signals, ILogger<NotificationSender> logger) : BackgroundService
{
    /// <summary>The first pause between tries is a second.</summary>
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    private bool _failing;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        writer.OutboxFilled += run.Wake;
        signals.Heard += Hear;
        try
        {
            while (true)
            {
                await RoundAsync(stoppingToken).ConfigureAwait(false);
                await run.WaitAsync(Poll, stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping: what is left waits in the database.
        }
        finally
        {
            writer.OutboxFilled -= run.Wake;
            signals.Heard -= Hear;
        }
    }

    private void Hear(ProcessSignal signal)
    {
        if (signal.Channel == SignalChannel.Outbox) run.Wake();
    }

    private async Task RoundAsync(CancellationToken cancellationToken)
    {
        try
        {
            await run.InTurnAsync(cancellationToken).ConfigureAwait(false);
            if (_failing) Log.NotificationsRecovered(logger);
            _failing = false;
        }
#pragma warning disable CA1031 // The top of the sender's loop: logged once per outage, tried again at the next poll.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            if (!_failing) Log.NotificationsFailed(logger, e);
            _failing = true;
        }
    }
}
