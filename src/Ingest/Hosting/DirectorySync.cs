using Facilities.Operations.Assets;
using Facilities.Operations.Intake;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Signals;

namespace Facilities.Ingest.Hosting;

/// <summary>
/// Keeps the asset directories of several processes in step: an asset that is adopted or changed on a page is known to ingest within a moment,
/// without a restart. A slow look catches what went unheard.
/// </summary>
internal sealed class DirectorySync(AssetDirectory directory, MappingDirectory mappings, DialectMemory memory, ProcessSignals signals, ILogger<DirectorySync> logger) : IDisposable
{
    private static readonly TimeSpan SlowLook = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _woken = new(0, 1);
    private volatile bool _tell;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        signals.Heard += Hear;
        signals.Listening += Wake;
        directory.Changed += Tell;
        mappings.Changed += Tell;
        try
        {
            while (true)
            {
                await _woken.WaitAsync(SlowLook, cancellationToken).ConfigureAwait(false);
                if (!await TryRoundAsync(cancellationToken).ConfigureAwait(false)) await Task.Delay(RetryPause, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The process is ending.
        }
        finally
        {
            signals.Heard -= Hear;
            signals.Listening -= Wake;
            directory.Changed -= Tell;
            mappings.Changed -= Tell;
        }
    }

    public void Dispose() => _woken.Dispose();

    private async Task<bool> TryRoundAsync(CancellationToken cancellationToken)
    {
        try
        {
            // A directory that changed because another process said so says so too; the other finds nothing new and is silent.
            if (_tell && await signals.TrySendAsync(SignalChannel.Assets, [""], cancellationToken).ConfigureAwait(false)) _tell = false;
            await directory.RefreshAsync(cancellationToken).ConfigureAwait(false);
            await mappings.RefreshAsync(cancellationToken).ConfigureAwait(false);
            await memory.RefreshAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
#pragma warning disable CA1031 // The top of this loop: the directory stays as it was, and is read again.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            // An outage is logged by the listener.
            if (!DatabaseErrors.IsAway(e)) Log.DirectoryNotRead(logger, e);
            Wake();
            return false;
        }
    }

    private void Hear(ProcessSignal signal)
    {
        if (signal.Channel == SignalChannel.Assets) Wake();
    }

    private void Tell()
    {
        _tell = true;
        Wake();
    }

    private void Wake()
    {
        // One wake-up is enough however many reasons; a racing second release is refused by the semaphore's limit.
        if (_woken.CurrentCount > 0) return;
        try
        {
            _woken.Release();
        }
        catch (SemaphoreFullException)
        {
        }
    }
}
