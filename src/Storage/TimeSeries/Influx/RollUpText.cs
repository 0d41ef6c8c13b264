using System.Globalization;
using System.Text;
using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries.Influx;

/// <summary>
/// How a source's roll-ups stand in the server. Mean, minimum and maximum are for people; what is read back is the bucket as a text, because only so are all of its
/// numbers exact, NaN and infinities included:
/// <code>
///   elevator.hour,site=yulan,asset=e-00001 speed=0.7,MIN_speed=0,MAX_speed=1.6,X_speed="120 0 1.6 84.5 0 1.5 0 1200 3571200 1 3600000 2536400 41.2" 1767225600000
///                                                                                       │  │  │   │   │  │  │   │      │   │    │       │      └ increase
///                                                                                       │  │  │   │   │  │  │   │      │   │    └ held ms └ held sum
///                                                                                       │  │  │   │   │  │  │   │      │   └ holds (0, 1)
///                                              count ───────────────────────────────────┘  │  │   │   │  │  └ edge, first, last: ms from the bucket's start
///                                              minimum, maximum, sum, first, last ─────────┴──┴───┴───┴──┘
/// </code>
/// </summary>
internal static class RollUpText
{
    private const int Parts = 13;
    private const string UpkeepSuffix = ".upkeep";

    // As beside samples: what the plain field can't say. No field of a point's own begins so.
    private const string Prefix = FieldNames.BitsPrefix;

    /// <summary>The measurement of a type's roll-ups of a level.</summary>
    public static string MeasurementOf(SeriesName name, RollUpLevel level) => LineProtocol.Clean(name.Type) + SuffixOf(level);

    /// <summary>The measurement in which stands how far a type's sources are rolled up.</summary>
    public static string UpkeepOf(SeriesName name) => LineProtocol.Clean(name.Type) + UpkeepSuffix;

    /// <summary>All measurements of a source but that of its samples.</summary>
    public static IEnumerable<string> MeasurementsOf(SeriesName name) => RollUpLevels.Made.Select(level => MeasurementOf(name, level)).Append(UpkeepOf(name));

    /// <summary>The measurement of the samples from which another one was made; itself, if none was.</summary>
    public static string SamplesOf(string measurement)
    {
        foreach (var suffix in RollUpLevels.Made.Select(SuffixOf).Append(UpkeepSuffix))
        {
            if (measurement.EndsWith(suffix, StringComparison.Ordinal)) return measurement[..^suffix.Length];
        }

        return measurement;
    }

    /// <summary>The field of a point's bucket, from the field of its samples.</summary>
    public static string FieldOf(string key) => Prefix + key;

    public static bool TryGetKey(string field, out string key)
    {
        var isBucket = field.StartsWith(Prefix, StringComparison.Ordinal);
        key = isBucket ? field[Prefix.Length..] : "";
        return isBucket;
    }

    /// <summary>Adds the fields of a point's bucket as a line wants them.</summary>
    /// <param name="key">Of its samples' field, escaped.</param>
    public static void Write(StringBuilder into, string key, in RollUpBucket bucket)
    {
        // None of these has a value where nothing usable was reported.
        Add("", bucket.Sum / bucket.Count);
        Add("MIN_", bucket.Min);
        Add("MAX_", bucket.Max);
        into.Append(
            CultureInfo.InvariantCulture,
            $"{Prefix}{key}=\"{bucket.Count} {bucket.Min:R} {bucket.Max:R} {bucket.Sum:R} {bucket.First:R} {bucket.Last:R} {bucket.EdgeUnixMs - bucket.StartUnixMs} {bucket.FirstUnixMs - bucket.StartUnixMs} {bucket.LastUnixMs - bucket.StartUnixMs} {(bucket.Holds ? 1 : 0)} {bucket.HeldMs} {bucket.HeldSum:R} {bucket.Increase:R}\"");

        void Add(string prefix, double value)
        {
            if (double.IsFinite(value)) into.Append(CultureInfo.InvariantCulture, $"{prefix}{key}={value:R},");
        }
    }

    /// <summary>False for anything that isn't a bucket: somebody else's field.</summary>
    public static bool TryRead(long startUnixMs, string? text, out RollUpBucket bucket)
    {
        bucket = default;
        var parts = text?.Split(' ') ?? [];
        if (parts.Length != Parts) return false;
        Span<double> numbers = stackalloc double[Parts];
        for (var i = 0; i < Parts; i++)
        {
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i])) return false;
        }

        // Whole numbers of milliseconds and samples are exact in a double up to 2⁵³.
        bucket = new RollUpBucket(startUnixMs, (long)numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5])
        {
            EdgeUnixMs = startUnixMs + (long)numbers[6],
            FirstUnixMs = startUnixMs + (long)numbers[7],
            LastUnixMs = startUnixMs + (long)numbers[8],
            Holds = numbers[9] != 0,
            HeldMs = (long)numbers[10],
            HeldSum = numbers[11],
            Increase = numbers[12],
        };
        return true;
    }

    private static string SuffixOf(RollUpLevel level) => level switch
    {
        RollUpLevel.Minute => ".minute",
        RollUpLevel.Hour => ".hour",
        _ => ".day",
    };
}
