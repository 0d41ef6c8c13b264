namespace Facilities.Ingest.Commands.Store;

/// <summary>
/// Progress on standard error: one line that is written over on a terminal, a line every half minute elsewhere, so that a log stays short. Thread-safe.
/// </summary>
internal sealed class ErrorLine<T>(Func<T, string> text) : IProgress<T>
{
    private static readonly TimeSpan OnTerminal = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan InLog = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private long _last = TimeProvider.System.GetTimestamp();
    private bool _isOpen;

    public void Report(T value)
    {
        lock (_gate)
        {
            if (TimeProvider.System.GetElapsedTime(_last) < (Console.IsErrorRedirected ? InLog : OnTerminal)) return;
            _last = TimeProvider.System.GetTimestamp();
            if (Console.IsErrorRedirected) Console.Error.WriteLine(text(value));
            else Console.Error.Write($"\r\u001b[K{text(value)}");
            _isOpen = !Console.IsErrorRedirected;
        }
    }

    /// <summary>Leaves the line free for what is said next.</summary>
    public void End()
    {
        lock (_gate)
        {
            if (_isOpen) Console.Error.Write("\r\u001b[K");
            _isOpen = false;
        }
    }
}
