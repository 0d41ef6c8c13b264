using System.Diagnostics;
using System.Globalization;
using System.Text;
using Facilities.Detection;
using Facilities.Ingest.Commands.Store;
using Facilities.Operations.Assets;
using Facilities.Operations.Replays;
using Spectre.Console;

namespace Facilities.Ingest.Commands;

/// <summary>Stored telemetry of many assets through today's rules and changed ones, one asset after the other, and the sums of it.</summary>
internal sealed class StoredReplay(string[] args)
{
    private const int Printed = 200;

    private readonly List<(AssetEntry Asset, ReplayLine Line)> _printed = [];
    private readonly SortedDictionary<(string Type, string Rule), Tally> _tallies = [];
    private int _events;
    private int _leftOut;

    /// <exception cref="InvalidDataException">Nothing is selected, or the file of changed rules is wrong.</exception>
    public async Task<int> RunAsync(ReplaySelection selection, DateTimeOffset from, DateTimeOffset? to, FileInfo? rules, FileInfo? csv, CancellationToken cancellationToken)
    {
        var until = to ?? TimeProvider.System.GetUtcNow();
        if (until <= from) throw new InvalidDataException($"The time from {from:O} to {until:O} is empty.");
        var session = await StoreSession.OpenAsync(args, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            var changes = rules is null ? RuleChanges.None : RuleChanges.Parse(await File.ReadAllTextAsync(rules.FullName, cancellationToken).ConfigureAwait(false), session.Templates);
            var assets = session.Assets.All.Where(selection.Has).OrderBy(asset => asset.SiteCode, StringComparer.Ordinal).ThenBy(asset => asset.Code, StringComparer.Ordinal).ToList();
            if (assets.Count == 0) throw new InvalidDataException("No registered asset is selected; see --site, --asset and --type.");
            var writer = csv is null ? null : new StreamWriter(csv.FullName, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
            await using (writer)
            {
                if (writer is not null) await writer.WriteLineAsync("site,asset,type,rule,side,onset,detected,cleared,signal,value,limit").ConfigureAwait(false);
                await JudgeAsync(session, assets, from, until, changes, writer, cancellationToken).ConfigureAwait(false);
            }
        }

        return ExitCode.Success;
    }

    private async Task JudgeAsync(StoreSession session, List<AssetEntry> assets, DateTimeOffset from, DateTimeOffset until, RuleChanges changes, StreamWriter? csv, CancellationToken cancellationToken)
    {
        var (began, readings, silent) = (Stopwatch.GetTimestamp(), 0L, 0);
        var line = new ErrorLine<int>(done => $"{done} of {assets.Count} assets");
        var replay = new HistoryReplay(session.Databases, session.OpenStore());
        for (var i = 0; i < assets.Count; i++)
        {
            line.Report(i);
            AssetReplay result;
            try
            {
                result = await replay.RunAsync(assets[i], from, until, changes.For(assets[i]), progress: null, cancellationToken).ConfigureAwait(false);
            }
            catch (DetectionProfileException problem)
            {
                throw new InvalidDataException($"The changed rules don't fit {assets[i].SiteCode}/{assets[i].Code}: {problem.Message}");
            }

            readings += result.Readings;
            if (result.FirstReading is null) silent++;
            await TakeAsync(result, csv).ConfigureAwait(false);
        }

        line.End();
        Print(changes != RuleChanges.None);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{assets.Count} assets, {readings} readings in {seconds:F1} s ({readings / seconds:F0}/s, judged twice){(silent > 0 ? $"; {silent} assets have no stored telemetry of this time" : "")}."));
    }

    private async Task TakeAsync(AssetReplay result, StreamWriter? csv)
    {
        _leftOut += result.LeftOut;
        foreach (var line in result.Lines)
        {
            var key = (result.Asset.TypeKey, line.RuleKey);
            if (!_tallies.TryGetValue(key, out var tally)) _tallies[key] = tally = new Tally();
            tally.Add(line);
            _events++;
            if (_printed.Count < Printed) _printed.Add((result.Asset, line));
            if (csv is null) continue;
            await WriteAsync(csv, result.Asset, "happened", line.Happened).ConfigureAwait(false);
            await WriteAsync(csv, result.Asset, "as-is", line.AsIs).ConfigureAwait(false);
            await WriteAsync(csv, result.Asset, "changed", line.Changed).ConfigureAwait(false);
        }
    }

    private static Task WriteAsync(StreamWriter csv, AssetEntry asset, string side, Occurrence? item) => item is null
        ? Task.CompletedTask
        : csv.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{asset.SiteCode},{asset.Code},{asset.TypeKey},{item.RuleKey},{side},{item.Onset:O},{item.DetectedAt:O},{item.ClearedAt:O},{item.Signal},{item.Value:R},{item.Limit:R}"));

    private void Print(bool changed)
    {
        var sums = Table("Found, by rule", changed ? ["type", "rule", "happened", "today's rules", "changed rules", "new", "gone"] : ["type", "rule", "happened", "today's rules"]);
        foreach (var ((type, rule), tally) in _tallies)
        {
            string[] row = [type, rule, Text(tally.Happened), Text(tally.AsIs), Text(tally.Changed), Text(tally.New), Text(tally.Gone)];
            sums.AddRow([.. row.Take(sums.Columns.Count).Select(Markup.Escape)]);
        }

        AnsiConsole.Write(sums);
        var events = Table("Events", changed ? ["asset", "rule", "happened", "today's rules", "changed rules"] : ["asset", "rule", "happened", "today's rules"]);
        foreach (var (asset, line) in _printed)
        {
            string[] row = [$"{asset.SiteCode}/{asset.Code}", line.RuleKey, Span(line.Happened), Span(line.AsIs), Span(line.Changed)];
            events.AddRow([.. row.Take(events.Columns.Count).Select(Markup.Escape)]);
        }

        AnsiConsole.Write(events);
        if (_events > Printed) Console.WriteLine($"{_events - Printed} more events; --csv FILE writes all.");
        if (_leftOut > 0) Console.WriteLine($"{_leftOut} events were left out: at most {HistoryReplay.MostEvents} of an asset are kept.");
    }

    private static Table Table(string title, string[] columns)
    {
        var table = new Table().Title(title).Border(TableBorder.Minimal);
        foreach (var column in columns) table.AddColumn(column);
        return table;
    }

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Span(Occurrence? item) => item is null
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{item.Onset:yyyy-MM-dd HH:mm:ss'Z'}{(item.ClearedAt is { } cleared ? $" +{(cleared - item.Onset).TotalMinutes:F0} min" : ", stands")}");

    private sealed class Tally
    {
        public int Happened { get; private set; }

        public int AsIs { get; private set; }

        public int Changed { get; private set; }

        /// <summary>Only the changed rules find it.</summary>
        public int New { get; private set; }

        /// <summary>The changed rules no longer find it.</summary>
        public int Gone { get; private set; }

        public void Add(ReplayLine line)
        {
            if (line.Happened is not null) Happened++;
            if (line.AsIs is not null) AsIs++;
            if (line.Changed is not null) Changed++;
            if (line is { Changed: not null, AsIs: null }) New++;
            if (line is { Changed: null, AsIs: not null }) Gone++;
        }
    }
}
