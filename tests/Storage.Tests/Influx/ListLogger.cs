using Facilities.Storage.TimeSeries.Influx;
using Microsoft.Extensions.Logging;

namespace Facilities.Storage.Tests.Influx;

internal sealed class ListLogger : ILogger<InfluxTimeSeriesStore>
{
    private readonly List<(int Id, string Text)> _entries = [];

    public string Text
    {
        get
        {
            lock (_entries) return string.Join('\n', _entries.Select(static entry => entry.Text));
        }
    }

    public int Count(int id)
    {
        lock (_entries) return _entries.Count(entry => entry.Id == id);
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_entries) _entries.Add((eventId.Id, formatter(state, exception) + exception));
    }
}
