using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Facilities.Simulator.Assets;

namespace Facilities.Simulator.Load;

/// <summary>
/// The two PUBLISH packets of one virtual elevator, built once; sending one patches digits in place, nothing is allocated:
/// <code>
/// 32 B1 01 | 00 1B fm/v1/load/e00042/telemetry | id id | {"ts":1763780000000,"values":{"seq":10000000,…}}
/// QoS 1, remaining length, topic, packet identifier, payload of fixed width
/// </code>
/// They alternate as a real lift's do: the end of a trip (trip counter, current, temperature, brake, vibration), then door and stop.
/// Together they fill the type's trip vector, so that every second message is a row for the detectors. Eight samples each, slow
/// random walks within the healthy range; <c>seq</c> numbers the asset's messages.
/// </summary>
internal sealed class LoadPacket
{
    /// <summary>Bytes on the wire of one message where the topic is short enough (performance.md); longer topics make longer packets.</summary>
    public const int WireBytes = 212;

    /// <summary>Where counting starts, so that its width never changes.</summary>
    public const int FirstSeq = 10_000_000;

    public const int SamplesPerMessage = 8;

    private readonly Face[] _faces;
    private int _sent;
    private long _lastUnixMs;
    private uint _random;

    public LoadPacket(string site, string asset, int index)
    {
        _random = (uint)SeededRandom.For(index, "load").NextBits() | 1;
        var topic = $"fm/v1/{site}/{asset}/telemetry";
        _faces =
        [
            new Face(topic,
            [
                new("trips", 10_000 + index % 50_000, 0, 10_000, 99_999),
                new("motor_current_a", 120 + index % 100, 1, 100, 300), new("motor_temp_c", 300 + index % 60, 1, 250, 450),
                new("brake_release_ms", 150 + index % 30, 0, 130, 190), new("stop_distance_mm", 200 + index % 20, 0, 180, 240),
                new("vib_z", 110 + index % 30, 3, 100, 160, Leading: true), new("vib_xy", 110 + index % 20, 3, 100, 150, Leading: true),
            ]),
            new Face(topic,
            [
                new("door_cycles", 10_000 + index % 50_000, 0, 10_000, 99_999),
                new("door_close_s", 300 + index % 40, 2, 260, 360), new("leveling_mm", 30 + index % 20, 1, 10, 80),
                new("backup_v", 265 + index % 8, 1, 260, 279), new("load_pct", 20 + index % 40, 0, 10, 89),
                new("car_floor", 10 + index % 15, 0, 10, 30), new("door_open_s", 230 + index % 20, 2, 210, 270),
            ]),
        ];
    }

    /// <summary>Messages sent so far.</summary>
    public int Sent => _sent;

    /// <summary>Length of the next packet.</summary>
    public int NextLength => _faces[_sent & 1].Bytes.Length;

    public int LongestLength => Math.Max(_faces[0].Bytes.Length, _faces[1].Bytes.Length);

    /// <summary>Writes the next message with its time and packet identifier.</summary>
    /// <returns>Its length.</returns>
    public int Write(Span<byte> destination, long unixMs, ushort packetId)
    {
        var face = _faces[_sent & 1];
        var bytes = face.Bytes;
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(face.PacketIdAt), packetId);
        // Two messages of one asset never share an instant: they would be one sample.
        _lastUnixMs = Math.Max(unixMs, _lastUnixMs + 1);
        PutDigits(bytes.AsSpan(face.TimeAt, 13), _lastUnixMs);
        PutDigits(bytes.AsSpan(face.SeqAt, 8), FirstSeq + _sent);
        _sent++;
        // One value walks per message: slow, and one step of the generator.
        _random ^= _random << 13;
        _random ^= _random >> 17;
        _random ^= _random << 5;
        face.Walk(_random);
        bytes.CopyTo(destination);
        return bytes.Length;
    }

    private static void PutDigits(Span<byte> at, long value)
    {
        for (var i = at.Length - 1; i >= 0; i--)
        {
            at[i] = (byte)('0' + value % 10);
            value /= 10;
        }
    }

    /// <summary>A value that changes: the first of a packet counts up, the others walk.</summary>
    /// <param name="Key">Point key.</param>
    /// <param name="Start">First value, in units of the last digit.</param>
    /// <param name="Decimals">Digits after the point.</param>
    /// <param name="Low">Smallest value; has as many digits as the largest, so that the width never changes.</param>
    /// <param name="High">Largest value.</param>
    /// <param name="Leading">The value is below 1: a zero stands before the point.</param>
    private sealed record Walker(string Key, int Start, int Decimals, int Low, int High, bool Leading = false)
    {
        public int Digits { get; } = High.ToString(CultureInfo.InvariantCulture).Length;

        /// <summary>Characters: digits, the point, the zero before it.</summary>
        public int Width => Digits + (Decimals > 0 ? 1 : 0) + (Leading ? 1 : 0);
    }

    private sealed class Face
    {
        private readonly Walker[] _walkers;
        private readonly int[] _values;
        private readonly int[] _at;

        public Face(string topic, Walker[] walkers)
        {
            _walkers = walkers;
            _values = [.. walkers.Select(walker => Math.Clamp(walker.Start, walker.Low, walker.High))];
            _at = new int[walkers.Length];
            var payload = new StringBuilder("{\"ts\":1700000000000,\"values\":{\"seq\":10000000");
            for (var i = 0; i < walkers.Length; i++)
            {
                payload.Append(CultureInfo.InvariantCulture, $",\"{walkers[i].Key}\":");
                _at[i] = payload.Length;
                payload.Append(Text(walkers[i], _values[i]));
            }
            payload.Append("}}");
            var body = 2 + Encoding.UTF8.GetByteCount(topic) + 2;
            // 1 + 2 bytes of fixed header: the remaining length is between 128 and 16,383.
            payload.Append(' ', Math.Max(0, WireBytes - 3 - body - payload.Length));
            var remaining = body + payload.Length;
            Bytes = new byte[3 + remaining];
            Bytes[0] = 0x32;
            Bytes[1] = (byte)((remaining & 0x7F) | 0x80);
            Bytes[2] = (byte)(remaining >> 7);
            BinaryPrimitives.WriteUInt16BigEndian(Bytes.AsSpan(3), (ushort)(body - 4));
            Encoding.UTF8.GetBytes(topic, Bytes.AsSpan(5));
            PacketIdAt = 3 + body - 2;
            var start = 3 + body;
            Encoding.UTF8.GetBytes(payload.ToString(), Bytes.AsSpan(start));
            TimeAt = start + "{\"ts\":".Length;
            SeqAt = start + "{\"ts\":1700000000000,\"values\":{\"seq\":".Length;
            for (var i = 0; i < _at.Length; i++) _at[i] += start;
        }

        public byte[] Bytes { get; }

        public int PacketIdAt { get; }

        public int TimeAt { get; }

        public int SeqAt { get; }

        public void Walk(uint random)
        {
            // The counter counts each time; of the others one takes a step.
            _values[0] = _values[0] >= _walkers[0].High ? _walkers[0].Low : _values[0] + 1;
            Put(0);
            var chosen = 1 + (int)((random >> 8) % (uint)(_walkers.Length - 1));
            var walker = _walkers[chosen];
            _values[chosen] = Math.Clamp(_values[chosen] + ((random & 1) == 0 ? 1 : -1), walker.Low, walker.High);
            Put(chosen);
        }

        private void Put(int index)
        {
            var walker = _walkers[index];
            var value = _values[index];
            var at = _at[index] + walker.Width - 1;
            for (var digit = 0; digit < walker.Digits; digit++)
            {
                if (digit == walker.Decimals && walker.Decimals > 0) at--;
                Bytes[at--] = (byte)('0' + value % 10);
                value /= 10;
            }
        }

        private static string Text(Walker walker, int value) =>
            ((decimal)value / (decimal)Math.Pow(10, walker.Decimals)).ToString("F" + walker.Decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
