using Facilities.Dashboard.Access;
using Facilities.Dashboard.Live;
using Facilities.Operations.Notifications;
using Facilities.Operations.Overview;

namespace Facilities.Dashboard.Shell;

/// <summary>
/// What the frame around every page shows: how much is visible, and how much waits. Read every few seconds, not with every change, and only
/// while somebody looks. One per circuit.
/// </summary>
internal sealed class ShellStatus(CurrentCaller callers, OverviewQuery overview, Inbox inbox, PageTicker ticker, ILogger<ShellStatus> logger) : IDisposable
{
    private const int SecondsBetween = 10;

    private IDisposable? _ticking;
    private int _seconds;
    private bool _reading;

    /// <summary>Null until the first answer.</summary>
    public OverviewResult? Newest { get; private set; }

    /// <summary>What the person was told and hasn't seen.</summary>
    public int Unread { get; private set; }

    /// <summary>Raised after <see cref="Newest"/> changed, on any thread.</summary>
    public event Action? Changed;

    /// <summary>Begins to read; further calls change nothing.</summary>
    public void Start()
    {
        if (_ticking is not null) return;
        _ticking = ticker.EverySecond(() => _seconds++ % SecondsBetween == 0 ? ReadAsync() : Task.CompletedTask);
        _ = ReadAsync();
    }

    /// <summary>Reads now: the page knows that something changed.</summary>
    public Task RefreshAsync() => ReadAsync();

    public void Dispose() => _ticking?.Dispose();

    private async Task ReadAsync()
    {
        if (_reading) return;
        _reading = true;
        try
        {
            var caller = await callers.GetAsync(CancellationToken.None);
            Newest = await overview.GetAsync(caller.Scope, CancellationToken.None);
            Unread = await inbox.UnreadAsync(caller, CancellationToken.None);
            Changed?.Invoke();
        }
#pragma warning disable CA1031 // The frame goes on with what it had; the page says what fails.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Log.PageReadFailed(logger, nameof(ShellStatus), error);
        }
        finally
        {
            _reading = false;
        }
    }
}
