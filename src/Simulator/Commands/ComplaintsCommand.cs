using System.CommandLine;
using System.Globalization;
using System.Text;
using Facilities.Simulator.Complaints;

namespace Facilities.Simulator.Commands;

/// <summary><c>simulator complaints --out DIR</c>: labelled hotline records about invented communities, to judge the matching by. Needs no service.</summary>
internal static class ComplaintsCommand
{
    private const int MostRecords = 10_000_000;
    private const int MostSites = 5_000;

    public static Command Create()
    {
        var target = new Option<DirectoryInfo>("--out") { Description = "Folder for places.json, records.csv and labels.csv; what it holds of these is written over.", Required = true };
        var records = new Option<int>("--records") { Description = $"How many, at most {MostRecords}.", DefaultValueFactory = _ => 20_000 };
        var sites = new Option<int>("--sites") { Description = $"Communities, at most {MostSites}.", DefaultValueFactory = _ => 150 };
        var seed = new Option<int>("--seed") { Description = $"The same seed gives the same bytes. Below {ComplaintWords.FirstReported} tunes, from there on reports: a third of the wordings comes only there.", DefaultValueFactory = _ => 1 };
        var encoding = new Option<string>("--encoding") { Description = "gb18030, utf-8 or utf-8-bom.", DefaultValueFactory = _ => "gb18030" };
        var until = new Option<string>("--until") { Description = "Day of the newest records; they reach two years back.", DefaultValueFactory = _ => "2026-11-01" };
        var command = new Command("complaints", "Writes labelled hotline records, for 'facilities evaluate --format complaints' and imports.") { target, records, sites, seed, encoding, until };
        command.SetAction((parsed, ct) => CommandGuard.RunAsync(() => Task.Run(
            () =>
            {
                var (count, places, first) = (parsed.GetValue(records), parsed.GetValue(sites), parsed.GetValue(seed));
                if (count is < 1 or > MostRecords) throw new ArgumentException($"--records must be 1 to {MostRecords}.");
                if (places is < 1 or > MostSites) throw new ArgumentException($"--sites must be 1 to {MostSites}.");
                if (first < 0) throw new ArgumentException("--seed must not be negative.");
                if (!DateTime.TryParseExact(parsed.GetValue(until), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) throw new ArgumentException("--until must be a day like 2026-11-01.");
                LabelledSet.Write(parsed.GetValue(target)!, count, places, (ulong)first, Named(parsed.GetValue(encoding)!), day, _ => { }, ct);
                Say.Line($"{count} records about {places} communities in {parsed.GetValue(target)!.FullName}");
                return ExitCode.Success;
            },
            ct)));
        return command;
    }

    private static Encoding Named(string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return name switch
        {
            "gb18030" => Encoding.GetEncoding("gb18030"),
            "utf-8" => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            "utf-8-bom" => new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
            _ => throw new ArgumentException($"--encoding '{name}' is not gb18030, utf-8 or utf-8-bom."),
        };
    }
}
