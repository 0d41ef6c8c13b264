using System.Text;
using Facilities.Storage.Compact;
using Facilities.Telemetry;

namespace Facilities.Storage.Journal;

public sealed partial class TelemetryJournal
{
    private const int FirstBufferBytes = 1 << 20;

    // Records are encoded outside the lock; the lock is held for one copy.
    [ThreadStatic]
    private static byte[]? _scratch;

    private readonly LinkedList<HeldAppend> _waiters = new();
    private byte[] _pending;
    private int _pendingCount;
    private int _pendingRecords;

    /// <summary>
    /// Accepts a reading. Completes at once while there is room, without allocating; held back while too much is pending or the journal
    /// is at its limit. Completion means accepted, not durable: the record is durable when <see cref="DurableThrough"/> reaches the position
    /// that is returned, its end. Appends of one caller keep their order if each awaits the one before.
    /// </summary>
    /// <exception cref="ArgumentException">The record is larger than 1 MiB or than <see cref="JournalOptions.MaximumPendingBytes"/> (given through the task).</exception>
    /// <exception cref="JournalFailedException">The journal has failed (given through the task).</exception>
    public ValueTask<JournalPosition> AppendAsync(in Reading reading, CancellationToken cancellationToken = default)
    {
        var scratch = Scratch(SpanWriter.LongestVarint + ReadingCodec.MaximumLength(reading.Values.Length));
        var writer = new SpanWriter(scratch.AsSpan(RecordFormat.HeaderLength));
        writer.WriteVarint((uint)reading.Source.Value);
        ReadingCodec.Write(ref writer, reading);
        return Accept(RecordKind.Reading, scratch, writer.Position, cancellationToken);
    }

    /// <inheritdoc cref="AppendAsync(in Reading, CancellationToken)"/>
    public ValueTask<JournalPosition> AppendAsync(in RejectRecord record, CancellationToken cancellationToken = default)
    {
        var scratch = Scratch(64 + Utf8(record.Reason) + Utf8(record.Detail) + Utf8(record.ClientId) + Utf8(record.Topic) + record.Payload.Length);
        var writer = new SpanWriter(scratch.AsSpan(RecordFormat.HeaderLength));
        writer.WriteZigzag(record.ReceiveTimeUnixMs);
        writer.WriteVarint((uint)record.Source.Value);
        writer.WriteString(record.Reason);
        writer.WriteString(record.Detail);
        writer.WriteString(record.ClientId);
        writer.WriteString(record.Topic);
        writer.WriteBytes(record.Payload.Span);
        return Accept(RecordKind.Reject, scratch, writer.Position, cancellationToken);
    }

    /// <inheritdoc cref="AppendAsync(in Reading, CancellationToken)"/>
    public ValueTask<JournalPosition> AppendAsync(in QuarantineRecord record, CancellationToken cancellationToken = default)
    {
        var scratch = Scratch(
            80 + Utf8(record.Reason) + Utf8(record.Dialect) + Utf8(record.DeviceKey) + Utf8(record.ClientId) + Utf8(record.UserName)
            + Utf8(record.Topic) + record.Payload.Length);
        var writer = new SpanWriter(scratch.AsSpan(RecordFormat.HeaderLength));
        writer.WriteZigzag(record.ReceiveTimeUnixMs);
        writer.WriteString(record.Reason);
        writer.WriteString(record.Dialect);
        writer.WriteString(record.DeviceKey);
        writer.WriteString(record.ClientId);
        writer.WriteString(record.UserName);
        writer.WriteString(record.Topic);
        writer.WriteBytes(record.Payload.Span);
        return Accept(RecordKind.Quarantine, scratch, writer.Position, cancellationToken);
    }

    /// <inheritdoc cref="AppendAsync(in Reading, CancellationToken)"/>
    public ValueTask<JournalPosition> AppendAsync(in PresenceRecord record, CancellationToken cancellationToken = default)
    {
        var scratch = Scratch(64);
        var writer = new SpanWriter(scratch.AsSpan(RecordFormat.HeaderLength));
        writer.WriteVarint((uint)record.Source.Value);
        writer.WriteZigzag(record.EventTimeUnixMs);
        writer.WriteZigzag(record.ReceiveTimeUnixMs - record.EventTimeUnixMs);
        writer.WriteByte((byte)record.Flags);
        writer.WriteByte((byte)record.State);
        return Accept(RecordKind.Presence, scratch, writer.Position, cancellationToken);
    }

    private static int Utf8(string text) => Encoding.UTF8.GetByteCount(text);

    private static byte[] Scratch(int payload)
    {
        var scratch = _scratch;
        if (scratch is null || scratch.Length < RecordFormat.HeaderLength + payload)
        {
            scratch = new byte[Math.Max(4096, RecordFormat.HeaderLength + payload)];
            // A rare large record doesn't stay with the thread.
            if (scratch.Length <= 1 << 16) _scratch = scratch;
        }

        return scratch;
    }

    private ValueTask<JournalPosition> Accept(RecordKind kind, byte[] scratch, int payload, CancellationToken cancellationToken)
    {
        if (payload > RecordFormat.LargestPayload || payload > _options.MaximumPendingBytes - RecordFormat.HeaderLength)
        {
            return ValueTask.FromException<JournalPosition>(new ArgumentException(
                $"A record of {payload} bytes is over the limit of {Math.Min(RecordFormat.LargestPayload, _options.MaximumPendingBytes - RecordFormat.HeaderLength)}."));
        }

        var record = scratch.AsSpan(0, RecordFormat.HeaderLength + payload);
        RecordFormat.WriteHeader(record, kind, _salt);
        lock (_gate)
        {
            if (_failure is not null) return ValueTask.FromException<JournalPosition>(new JournalFailedException("The journal has failed.", _failure));
            if (_isClosing) return ValueTask.FromException<JournalPosition>(new ObjectDisposedException(nameof(TelemetryJournal)));
            if (_waiters.Count == 0 && HasRoom(record.Length)) return new(Place(record));
            return HoldBack(record.ToArray(), cancellationToken);
        }
    }

    private bool HasRoom(int length) =>
        !_isTooOld && _appended + length <= _ceiling && _pendingCount + length <= _options.MaximumPendingBytes && _appended + length - _oldest <= _options.MaximumBytes;

    /// <summary>Copies a record behind the pending ones; its end is its position. Under the gate, with room made sure.</summary>
    private JournalPosition Place(ReadOnlySpan<byte> record)
    {
        if (_pending.Length - _pendingCount < record.Length)
        {
            Array.Resize(ref _pending, Math.Min(_options.MaximumPendingBytes, Math.Max(_pendingCount + record.Length, _pending.Length * 2)));
        }

        record.CopyTo(_pending.AsSpan(_pendingCount));
        _pendingCount += record.Length;
        _pendingRecords++;
        Volatile.Write(ref _appended, _appended + record.Length);
        if (_writerSleeps || _pendingCount >= _options.MaximumPendingBytes / 2) Monitor.PulseAll(_gate);
        return new JournalPosition(_appended);
    }

    private ValueTask<JournalPosition> HoldBack(byte[] record, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<JournalPosition>(cancellationToken);
        var held = new HeldAppend(record);
        var node = _waiters.AddLast(held);
        held.Cancellation = cancellationToken.UnsafeRegister(
            (_, token) =>
            {
                lock (_gate)
                {
                    if (node.List is null) return;
                    _waiters.Remove(node);
                    held.Completion.SetCanceled(token);
                    AdmitWaiters();
                }
            },
            null);
        return new ValueTask<JournalPosition>(held.Completion.Task);
    }

    /// <summary>Lets held-back appends in, first come first served. Under the gate.</summary>
    private void AdmitWaiters()
    {
        while (_failure is null && _waiters.First is { } first && HasRoom(first.Value.Record.Length))
        {
            _waiters.RemoveFirst();
            // Not Dispose: it would wait for a cancellation callback that waits for the gate.
            first.Value.Cancellation.Unregister();
            first.Value.Completion.SetResult(Place(first.Value.Record));
        }
    }

    private void FailWaiters(Exception exception)
    {
        while (_waiters.First is { } first)
        {
            _waiters.RemoveFirst();
            first.Value.Cancellation.Unregister();
            first.Value.Completion.SetException(exception);
        }
    }

    private sealed class HeldAppend(byte[] record)
    {
        public byte[] Record { get; } = record;

        // Continuations must not run under the gate.
        public TaskCompletionSource<JournalPosition> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public CancellationTokenRegistration Cancellation { get; set; }
    }
}
