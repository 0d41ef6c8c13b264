using System.Globalization;
using Facilities.Testing;

namespace Facilities.Detection.Tests;

/// <summary>One file of the SKAB recordings: eight channels at 1 Hz, and the label where the file has one.</summary>
internal sealed record SkabRecording(IReadOnlyList<string> Channels, IReadOnlyList<long> TimesMs, IReadOnlyList<double[]> Rows, IReadOnlyList<bool> Anomaly)
{
    public const int ChannelCount = 8;

    public static SkabRecording Read(string file)
    {
        var lines = File.ReadAllLines(TestRecordings.PathOf($"skab/{file}"));
        var channels = lines[0].Split(';')[1..(ChannelCount + 1)];
        var (times, rows, labels) = (new List<long>(), new List<double[]>(), new List<bool>());
        foreach (var line in lines[1..])
        {
            var cells = line.Split(';');
            var time = DateTime.Parse(cells[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
            times.Add(new DateTimeOffset(time).ToUnixTimeMilliseconds());
            rows.Add([.. cells[1..(ChannelCount + 1)].Select(c => double.Parse(c, CultureInfo.InvariantCulture))]);
            labels.Add(cells.Length > ChannelCount + 1 && cells[ChannelCount + 1].StartsWith('1'));
        }

        return new SkabRecording(channels, times, rows, labels);
    }
}
