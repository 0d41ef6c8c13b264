using Facilities.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Facilities.Storage.Journal;

/// <summary>
/// The append-only log between intake and everything that follows. What is in it and synced survives a crash and a power cut; store, detectors
/// and ledgers are consumers that read it through a <see cref="JournalCursor"/>, each remembering its own position.
/// <code>
///   appends → [ pending ] ⇄ [ being written ] → segment files → cursors
/// </code>
/// One writer thread takes everything pending, writes it, syncs once and tells the observers once; while it does, the next group fills.
/// So a group is as large as the load makes it, and one fsync serves them all. Thread-safe.
/// </summary>
public sealed partial class TelemetryJournal : IAsyncDisposable
{
    private readonly JournalOptions _options;
    private readonly JournalDisk _disk;
    private readonly ILogger _logger;

    // Guards everything below that isn't read through Volatile; the writer thread sleeps on it.
    private readonly object _gate = new();
    private readonly List<JournalSegment> _segments;
    private long _oldest;
    private long _appended;
    private long _durable;
    private long _damagedBytes;
    private JournalMarks _marks = null!;
    private bool _isTooOld;
    private long _ceiling = long.MaxValue;
    private Exception? _failure;
    private bool _isClosing;

    private TelemetryJournal(JournalOptions options, JournalDisk disk, ILogger logger, JournalFolder folder)
    {
        _options = options;
        _disk = disk;
        _logger = logger;
        _segments = folder.Segments;
        _salt = _segments is [.., var last] ? last.Salt : JournalSegment.NewSalt();
        _damagedBytes = folder.Damage.Sum(static d => d.SkippedBytes);
        _pending = new byte[Math.Min(options.MaximumPendingBytes, FirstBufferBytes)];
        _writing = new byte[_pending.Length];
    }

    /// <summary>Where the next record will begin; everything accepted so far stands before it.</summary>
    public JournalPosition Appended => new(Volatile.Read(ref _appended));

    /// <summary>Everything before this survives a power cut.</summary>
    public JournalPosition DurableThrough => new(Volatile.Read(ref _durable));

    /// <summary>Why the journal accepts nothing any more, or null while it works.</summary>
    public Exception? Failure => Volatile.Read(ref _failure);

    public JournalStatistics Statistics
    {
        get
        {
            lock (_gate)
            {
                return new JournalStatistics(
                    new(_oldest), new(_appended), DurableThrough, _segments.Count, _groups, _durableRecords, _waiters.Count,
                    Interlocked.Read(ref _damagedBytes), _isDiskFull, _isTooOld);
            }
        }
    }

    /// <summary>Opens the journal in its folder, or makes one. An unfinished write at its end is cut off; what stands before it is durable.</summary>
    /// <param name="options">Refused with an <see cref="ArgumentException"/> naming all mistakes.</param>
    /// <param name="notBefore">
    /// The furthest position that any consumer has persisted. A journal that ends before it (its folder was lost or replaced) goes on from there,
    /// so that positions never run backwards and no consumer takes new records for known ones.
    /// </param>
    public static ValueTask<TelemetryJournal> OpenAsync(
        JournalOptions options, JournalPosition notBefore = default, ILogger<TelemetryJournal>? logger = null, CancellationToken cancellationToken = default) =>
        OpenAsync(options, notBefore, new JournalDisk(), (ILogger?)logger ?? NullLogger.Instance, cancellationToken);

    internal static async ValueTask<TelemetryJournal> OpenAsync(
        JournalOptions options, JournalPosition notBefore, JournalDisk disk, ILogger logger, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var mistakes = options.Validate().ToArray();
        if (mistakes.Length > 0) throw new ArgumentException(string.Join(Environment.NewLine, mistakes), nameof(options));

        var folder = new JournalFolder(options, disk, logger);
        await Task.Run(() => folder.Open(cancellationToken), cancellationToken).ConfigureAwait(false);
        var journal = new TelemetryJournal(options, disk, logger, folder);
        journal.Start(notBefore.Offset);
        return journal;
    }

    /// <summary>A reader that begins at <paramref name="from"/>, or at the oldest record still there. Dispose it before the journal.</summary>
    public JournalCursor OpenCursor(JournalPosition from)
    {
        var cursor = new JournalCursor(this, from.Offset);
        lock (_gate) _cursors = [.. _cursors, cursor];
        return cursor;
    }

    /// <summary>Tells the observer from now on; it may be told of positions it already knows by <see cref="DurableThrough"/>.</summary>
    public void Register(IDurabilityObserver observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        lock (_gate) _observers = [.. _observers, observer];
    }

    public void Unregister(IDurabilityObserver observer)
    {
        lock (_gate) _observers = [.. _observers.Where(o => !ReferenceEquals(o, observer))];
    }

    /// <summary>
    /// Deletes the segments that lie wholly before <paramref name="position"/>: the least that any consumer has persisted.
    /// The segment being written stays. Held-back appends go on, unless what comes after the position is older than
    /// <see cref="JournalOptions.MaximumAge"/>: call it regularly, it is also what judges that.
    /// </summary>
    public void Release(JournalPosition position)
    {
        List<string>? released = null;
        lock (_gate)
        {
            while (_segments.Count > 1 && _segments[1].Start <= position.Offset)
            {
                (released ??= []).Add(_segments[0].Path);
                _segments.RemoveAt(0);
            }

            _oldest = _segments[0].Start;
            JudgeAge(position.Offset);
            AdmitWaiters();
        }

        // Giving 64 MiB back takes the file system a moment; appends don't wait for it.
        released?.ForEach(File.Delete);
    }

    /// <summary>
    /// Appends that would end beyond a position wait, as they do at <see cref="JournalOptions.MaximumBytes"/>, until a later one is set; <c>null</c> lifts it.
    /// Lets a caller bound how far devices run ahead of whoever reads: what was accepted before stays accepted.
    /// </summary>
    public void Confine(JournalPosition? ceiling)
    {
        lock (_gate)
        {
            _ceiling = ceiling?.Offset ?? long.MaxValue;
            AdmitWaiters();
        }
    }

    /// <summary>
    /// How long the first record at or after a position has been durable: zero when there is none, to about a second within the last hour, and by
    /// whole segments before (then it is understated by at most <see cref="JournalOptions.SegmentAge"/>).
    /// </summary>
    public TimeSpan AgeOf(JournalPosition position)
    {
        lock (_gate)
        {
            if (position.Offset >= _durable) return TimeSpan.Zero;
            return _marks.AgeOf(position.Offset) ?? SegmentAgeOf(position.Offset) ?? TimeSpan.Zero;
        }
    }

    /// <summary>Under the gate.</summary>
    private void JudgeAge(long needed)
    {
        var was = _isTooOld;
        _isTooOld = SegmentAgeOf(needed) > _options.MaximumAge;
        if (_isTooOld && !was) JournalLog.TooOld(_logger, _options.MaximumAge);
        else if (was && !_isTooOld) JournalLog.YoungAgain(_logger);
    }

    /// <summary>
    /// Least age of the record at a position: that of the segment after its own, which began when its own had ended. <c>null</c> in the segment
    /// being written. A clock that jumped back makes it zero, never negative.
    /// </summary>
    private TimeSpan? SegmentAgeOf(long position)
    {
        for (var i = 0; i < _segments.Count - 1; i++)
        {
            if (_segments[i].End <= position) continue;
            var age = _options.Clock.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(_segments[i + 1].CreatedUnixMs);
            return age > TimeSpan.Zero ? age : TimeSpan.Zero;
        }

        return null;
    }

    /// <summary>Writes and syncs what is pending, then closes. Appends still held back fail with <see cref="ObjectDisposedException"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (!_isClosing)
            {
                _isClosing = true;
                FailWaiters(new ObjectDisposedException(nameof(TelemetryJournal)));
                Monitor.PulseAll(_gate);
            }
        }

        await _writerEnded.Task.ConfigureAwait(false);
    }

    /// <summary>The segment that holds <paramref name="position"/>, or the next one after it, or null when there is none yet.</summary>
    internal JournalSegment? FindSegment(long position)
    {
        lock (_gate)
        {
            // Few segments and mostly the last ones: from the end.
            JournalSegment? found = null;
            for (var i = _segments.Count - 1; i >= 0; i--)
            {
                if (_segments[i].End > Math.Max(position, _segments[i].Start)) found = _segments[i];
                if (_segments[i].Start <= position) break;
            }

            return found;
        }
    }

    internal bool Holds(JournalSegment segment)
    {
        lock (_gate) return _segments.Contains(segment);
    }

    internal void Forget(JournalCursor cursor)
    {
        lock (_gate) _cursors = [.. _cursors.Where(c => !ReferenceEquals(c, cursor))];
    }

    internal void Report(in JournalDamage damage)
    {
        Interlocked.Add(ref _damagedBytes, damage.SkippedBytes);
        JournalLog.Damaged(_logger, damage.Segment, damage.FileOffset, damage.SkippedBytes);
    }

    internal bool IsClosed => _writerEnded.Task.IsCompleted;

    private void Start(long notBefore)
    {
        _appended = _segments.Count == 0 ? 0 : _segments[^1].End;
        if (_appended < notBefore)
        {
            if (_segments.Count > 0) JournalLog.Behind(_logger, _appended, notBefore);
            _appended = notBefore;
        }

        _durable = _appended;
        _marks = new JournalMarks(_options.Clock, _durable);
        _activeSince = _options.Clock.GetTimestamp();
        if (_segments.Count == 0 || _segments[^1].End < _appended) AddSegment(_appended);
        else (_active, _file) = (_segments[^1], _disk.OpenForWriting(_segments[^1].Path, FileMode.Open));
        _oldest = _segments[0].Start;
        JournalLog.Opened(_logger, _segments.Count, _oldest, _appended);
        new Thread(WriteGroups) { IsBackground = true, Name = "journal writer" }.Start();
    }
}
