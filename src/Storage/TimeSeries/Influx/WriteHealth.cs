using Facilities.Telemetry;
using Microsoft.Extensions.Logging;

namespace Facilities.Storage.TimeSeries.Influx;

/// <summary>Whether the server takes writes, as the lanes meet it; an outage is logged once, whichever lanes it strikes. Thread-safe.</summary>
internal sealed class WriteHealth(TimeProvider clock, ILogger logger)
{
    private readonly Lock _lock = new();
    private readonly HashSet<int> _down = [];
    private long _since;

    public void Failed(int lane, StoreUnavailableException failure)
    {
        lock (_lock)
        {
            if (!_down.Add(lane) || _down.Count > 1) return;
            _since = clock.GetTimestamp();
        }

        InfluxLog.OutageBegan(logger, failure.Message);
    }

    public void Succeeded(int lane)
    {
        TimeSpan outage;
        lock (_lock)
        {
            if (!_down.Remove(lane) || _down.Count > 0) return;
            outage = clock.GetElapsedTime(_since);
        }

        InfluxLog.OutageEnded(logger, outage);
    }
}
