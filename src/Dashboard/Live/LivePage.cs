using Facilities.Dashboard.Access;
using Facilities.Dashboard.Format;
using Facilities.Domain;
using Facilities.Operations;
using Facilities.Operations.Access;
using Facilities.Operations.Live;
using Facilities.Telemetry;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Live;

/// <summary>
/// A page that reads, shows, and reads again when the feed says that something changed. Data may come at any rate; the page draws at its own:
/// changes gather while it reads and for <see cref="Pause"/> afterwards. A reading that fails leaves what was shown and says so.
/// </summary>
public abstract class LivePage : ComponentBase, IAsyncDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private readonly SemaphoreSlim _reading = new(1, 1);
    private ILiveSubscription? _subscription;
    private Task? _listening;

    /// <summary>Loading until the first answer.</summary>
    protected LoadState State { get; private set; }

    /// <summary>Set while the newest reading failed but an older one is shown: when that one was made.</summary>
    protected DateTimeOffset? StaleSince { get; private set; }

    protected Caller Caller { get; private set; } = Caller.Service;

    protected CancellationToken Gone => _gone.Token;

    [Inject]
    protected DisplayFormat Format { get; set; } = default!;

    [Inject]
    protected Terms Terms { get; set; } = default!;

    [Inject]
    private CurrentCaller Callers { get; set; } = default!;

    [Inject]
    private ILiveFeed Feed { get; set; } = default!;

    [Inject]
    private ILoggerFactory Loggers { get; set; } = default!;

    private DateTimeOffset _readAt;

    /// <summary>What made the page read again; null: it was opened, its address changed, or somebody asked for it.</summary>
    protected IReadOnlyCollection<LiveChange>? Heard { get; private set; }

    /// <summary>Least time between two readings; a page that draws much may take longer.</summary>
    protected virtual TimeSpan Pause => TimeSpan.FromMilliseconds(400);

    /// <summary>What this page wants to hear of; null: it never changes by itself.</summary>
    protected virtual LiveInterest? Interest => null;

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        _subscription?.Dispose();
        if (_listening is not null) await _listening;
        await OnGoneAsync();
        _gone.Dispose();
        _reading.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs on first show and whenever the address (and so a parameter) changed.</summary>
    protected override async Task OnParametersSetAsync()
    {
        await ReadAsync();
        if (_listening is null && Interest is { } interest && !_gone.IsCancellationRequested) Listen(interest);
    }

    /// <summary>Reads everything the page shows, with the caller's own scope.</summary>
    protected abstract Task LoadAsync(Caller caller, CancellationToken cancellationToken);

    /// <summary>Releases what a page holds besides; runs once.</summary>
    protected virtual ValueTask OnGoneAsync() => ValueTask.CompletedTask;

    /// <summary>Listens for other things from now on, because what the page shows changed.</summary>
    protected void ListenAgain()
    {
        if (_listening is null || Interest is not { } interest) return;
        _subscription?.Dispose();
        Listen(interest);
    }

    /// <summary>Reads again and draws.</summary>
    protected Task RefreshAsync() => RefreshAsync(null);

    private async Task RefreshAsync(IReadOnlyCollection<LiveChange>? heard)
    {
        await ReadAsync(heard);
        StateHasChanged();
    }

    private void Listen(LiveInterest interest)
    {
        _subscription = Feed.Subscribe(interest);
        _listening = ListenAsync(_subscription);
    }

    private async Task ListenAsync(ILiveSubscription subscription)
    {
        try
        {
            while (true)
            {
                var heard = await subscription.NextAsync(_gone.Token);
                await InvokeAsync(() => RefreshAsync(heard));
                await Task.Delay(Pause, TimeProvider.System, _gone.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The page is gone.
        }
        catch (ObjectDisposedException)
        {
            // The circuit went before the page did.
        }
    }

    private async Task ReadAsync(IReadOnlyCollection<LiveChange>? heard = null)
    {
        try
        {
            await _reading.WaitAsync(_gone.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        try
        {
            Heard = heard;
            Caller = await Callers.GetAsync(_gone.Token);
            await LoadAsync(Caller, _gone.Token);
            State = LoadState.Ready;
            StaleSince = null;
            _readAt = Format.Now;
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // Nobody waits for the answer.
        }
        catch (RuleViolation refused) when (refused.Code == OperationCodes.NotFound)
        {
            State = LoadState.Missing;
        }
#pragma warning disable CA1031 // A page shows that its data can't be read, whatever the reason; the frame and other pages go on.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Log.PageReadFailed(Loggers.CreateLogger(GetType()), GetType().Name, error);
            if (State == LoadState.Ready) StaleSince = _readAt;
            else State = error is StoreUnavailableException ? LoadState.StoreAway : LoadState.Failed;
        }
        finally
        {
            if (!_gone.IsCancellationRequested) _reading.Release();
        }
    }
}
