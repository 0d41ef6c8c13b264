using System.Buffers;

namespace Facilities.Detection;

public sealed partial class DetectionEngine
{
    /// <summary>"FDET" in ASCII.</summary>
    private const int Magic = 0x54454446;

    private const ushort FormatVersion = 3;

    /// <summary>Without what <see cref="Standstill"/> knows; what was learned otherwise is worth keeping.</summary>
    private const ushort OldestVersion = 2;

    private const int PieceBytes = 64 << 10;

    private readonly StateWriter _saved = new();

    /// <summary>
    /// Writes the state of all sources, in pieces of some 64 KiB; readings observed afterwards give the same findings on an engine that loaded it.
    /// </summary>
    public void Save(IBufferWriter<byte> writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var state = _saved;
        state.Clear();
        state.Int32(Magic);
        state.UInt16(FormatVersion);
        state.Int64(NowUnixMs);
        state.Int64(_listenFromMs);
        state.Int32(_sources.Count);
        var hash = ContentHash.Offset;
        foreach (var source in _sources.Values)
        {
            state.Int32(source.Source.Value);
            var lengthAt = state.Length;
            state.Int32(0);
            SourceStateFormat.Write(source, state);
            state.PatchInt32(lengthAt, state.Length - lengthAt - 4);
            if (state.Length >= PieceBytes) Pass(state.Length & ~7);
        }

        Pass(state.Length);
        state.UInt64(hash);
        writer.Write(state.Written);

        void Pass(int length)
        {
            var piece = state.Written[..length];
            hash = ContentHash.Append(hash, piece);
            writer.Write(piece);
            state.Drop(length);
        }
    }

    /// <summary>Takes up saved state for the sources that were added before; unknown sources and changed rules are left out and counted.</summary>
    /// <exception cref="DetectionStateException">The bytes are damaged or of another version; nothing was loaded.</exception>
    public DetectionLoadResult Load(ReadOnlySpan<byte> state)
    {
        if (state.Length < 8) throw new DetectionStateException("The saved detector state is cut off.");
        var reader = new StateReader(state[..^8]);
        if (reader.Int32() != Magic) throw new DetectionStateException("This is no saved detector state.");
        var version = reader.UInt16();
        if (version is < OldestVersion or > FormatVersion) throw new DetectionStateException($"The saved detector state has version {version}; this is version {FormatVersion}.");
        if (new StateReader(state[^8..]).UInt64() != ContentHash.Of(state[..^8])) throw new DetectionStateException("The saved detector state is damaged.");
        NowUnixMs = Math.Max(NowUnixMs, reader.Int64());
        _listenFromMs = Math.Max(_listenFromMs, reader.Int64());
        var (loaded, unknown, changed) = (0, 0, 0);
        for (var n = reader.Int32(); n > 0; n--)
        {
            var id = reader.Int32();
            var part = reader.Part();
            if (!_sources.TryGetValue(id, out var source))
            {
                unknown++;
                continue;
            }

            source.BeginWrite();
            changed += SourceStateFormat.Read(source, ref part, standstill: version > OldestVersion);
            source.EndWrite();
            Resume(source);
            loaded++;
        }

        return new DetectionLoadResult(loaded, unknown, changed);
    }

    /// <summary>Carries the state over to a source's new profile as if it had been saved and loaded.</summary>
    private void CopyState(SourceState from, SourceState to)
    {
        var writer = new StateWriter();
        SourceStateFormat.Write(from, writer);
        var reader = new StateReader(writer.Written);
        SourceStateFormat.Read(to, ref reader, standstill: true);
        for (var i = 0; i < to.Compiled.Rules.Length; i++)
        {
            var key = to.Compiled.Rules[i].KeyHash;
            var old = Array.FindIndex(from.Compiled.Rules, r => r.KeyHash == key);
            if (old >= 0 && (from.Suppressed & (1ul << old)) != 0) to.Suppressed |= 1ul << i;
        }

        Resume(to);
    }

    /// <summary>Derives what is not saved.</summary>
    private void Resume(SourceState state)
    {
        state.Pending = 0;
        for (var i = 0; i < state.Rules.Length; i++)
        {
            if (NeedsTime(state.Compiled.Rules[i], state.Rules[i])) state.Pending |= 1ul << i;
        }

        Rearm(state);
    }
}
