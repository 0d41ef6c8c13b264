using Facilities.Storage.Journal;
using Facilities.Telemetry;

namespace Facilities.Storage.Tests.Journal;

/// <summary>Notes what the journal says is durable and lets a test wait for it.</summary>
internal sealed class DurabilityWatch : IDurabilityObserver, IDisposable
{
    private readonly TelemetryJournal _journal;
    private readonly SemaphoreSlim _signal = new(0);
    private readonly List<JournalPosition> _seen = [];

    public DurabilityWatch(TelemetryJournal journal)
    {
        _journal = journal;
        journal.Register(this);
    }

    public IReadOnlyList<JournalPosition> Seen
    {
        get
        {
            lock (_seen) return [.. _seen];
        }
    }

    public void OnDurable(JournalPosition through)
    {
        lock (_seen) _seen.Add(through);
        _signal.Release();
    }

    public async Task ReachesAsync(JournalPosition position)
    {
        while (_journal.DurableThrough < position)
        {
            (await _signal.WaitAsync(TimeSpan.FromSeconds(10))).ShouldBeTrue("the journal syncs within ten seconds");
        }
    }

    public void Dispose() => _journal.Unregister(this);
}
