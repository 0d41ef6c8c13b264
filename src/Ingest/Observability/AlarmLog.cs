namespace Facilities.Ingest.Observability;

/// <summary>Logs when an alarm of intake begins and when it ends. Not thread-safe.</summary>
internal sealed class AlarmLog(ILogger logger)
{
    private readonly HashSet<string> _standing = [];

    public void Look(IngestStatus status)
    {
        foreach (var alarm in status.Alarms)
        {
            if (_standing.Add(alarm))
                Log.AlarmRaised(logger, alarm, status.JournalBytes, status.JournalLimitBytes, (long)status.JournalAge.TotalSeconds, (long)status.JournalLimitAge.TotalSeconds);
        }

        foreach (var over in _standing.Where(alarm => !status.Alarms.Contains(alarm)).ToArray())
        {
            _standing.Remove(over);
            Log.AlarmOver(logger, over);
        }
    }
}
