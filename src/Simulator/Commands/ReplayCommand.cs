using System.CommandLine;
using System.Globalization;
using Facilities.Simulator.Replay;
using Facilities.Simulator.Service;
using Microsoft.Extensions.Logging.Abstractions;
using Spectre.Console;

namespace Facilities.Simulator.Commands;

/// <summary><c>simulator replay FILE…</c>: recordings as assets.</summary>
internal sealed class ReplayCommand
{
    private readonly ServiceOptions _service = new();
    private readonly Argument<string[]> _files = new("FILE") { Description = "CSV recordings; each is played as an asset of its own.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _map = new("--map") { Description = $"Columns to points: a JSON file, or one of {string.Join(", ", RecordingMaps.BuiltIn)}. Default: the one whose columns fit." };
    private readonly Option<string> _site = new("--site") { Description = "Site code.", DefaultValueFactory = _ => "replay" };
    private readonly Option<string?> _asset = new("--asset") { Description = "Asset code (with several files the beginning of their codes); default: from the file's name." };
    private readonly Option<string> _rate = new("--rate") { Description = "1: at the site clock's pace, first row now. max: as fast as acknowledged, last row now.", DefaultValueFactory = _ => "1" };
    private readonly Option<int?> _training = new("--training-rows") { Description = "Rows to learn from, instead of the map's (with --provision)." };
    private readonly Option<bool> _provision = new("--provision") { Description = "Create the asset in the service first (demo mode); it stays." };

    public static Command Create() => new ReplayCommand().Build();

    private Command Build()
    {
        var command = new Command("replay", "Play CSV recordings as assets; their times are shifted to the site clock's now.");
        command.Arguments.Add(_files);
        foreach (var option in new Option[] { _map, _site, _asset, _rate, _training, _provision }) command.Options.Add(option);
        _service.AddTo(command);
        command.SetAction((parsed, ct) => CommandGuard.RunAsync(() => RunAsync(parsed, ct)));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var flatOut = parsed.GetValue(_rate) switch
        {
            "1" => false,
            "max" => true,
            var other => throw new ArgumentException($"--rate '{other}' is neither 1 nor max: gaps must stay what they were."),
        };
        if (parsed.GetValue(_training) is < 1 or > 1_000_000) throw new ArgumentException("--training-rows must be 1 to 1000000.");
        var recordings = parsed.GetValue(_files)!.Select(file => Read(file, parsed.GetValue(_map))).ToList();
        using var api = _service.Api(parsed);
        var clock = await ServiceOptions.ClockAsync(api, ct);
        var assets = await AssetsAsync(parsed, recordings, api, ct);

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var following = clock is RemoteSiteClock remote ? remote.FollowAsync(api, NullLogger.Instance, ending.Token) : Task.CompletedTask;
        var player = new ReplayPlayer(_service.Broker(parsed), clock);
        var site = parsed.GetValue(_site)!;
        var summaries = new List<ReplaySummary>();
        await AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async progress =>
            {
                var bars = recordings.Select(recording => progress.AddTask(Markup.Escape(recording.Name), maxValue: recording.Rows.Count)).ToList();
                var plays = recordings.Select((recording, i) => new Func<Task<ReplaySummary>>(() => player.PlayAsync(recording, site, assets[i], flatOut, done => bars[i].Value = done, ct)));
                // Flat out one after the other; in real time side by side, as they would be.
                if (flatOut)
                {
                    foreach (var play in plays) summaries.Add(await play());
                }
                else
                {
                    summaries.AddRange(await Task.WhenAll(plays.Select(play => play())));
                }
            });
        await ending.CancelAsync();
        await following;
        Show(summaries);
        return summaries.All(summary => summary.Refused == 0) ? ExitCode.Success : ExitCode.Failure;
    }

    private static CsvRecording Read(string file, string? map)
    {
        if (!File.Exists(file)) throw new RecordingException($"There is no file '{file}'.");
        if (map is not null) return CsvRecording.Read(file, RecordingMaps.Load(map));
        var guessed = RecordingMaps.Guess(File.ReadLines(file).FirstOrDefault() ?? "")
            ?? throw new RecordingException($"No built-in map fits the columns of '{file}'; name one with --map.");
        return CsvRecording.Read(file, guessed);
    }

    private async Task<List<string>> AssetsAsync(ParseResult parsed, List<CsvRecording> recordings, ServiceApi api, CancellationToken ct)
    {
        var site = parsed.GetValue(_site)!;
        var assets = new List<string>();
        foreach (var recording in recordings)
        {
            // File names have capitals and blanks, codes don't.
            var own = string.Concat(Path.GetFileNameWithoutExtension(recording.Name).ToLowerInvariant().Select(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) ? c : '-'));
            var code = parsed.GetValue(_asset) is { } asset ? recordings.Count == 1 ? asset : $"{asset}-{assets.Count + 1}-{own}" : $"rig-{own}";
            if (!Plans.SitePlan.IsCode(code) || !Plans.SitePlan.IsCode(site)) throw new ArgumentException($"'{site}/{code}' is not a site and asset code; name them with --site and --asset.");
            if (parsed.GetValue(_provision))
            {
                var reply = await api.ProvisionAsync(
                    new ProvisionRequest(site, recording.Map.Type, 1, code, parsed.GetValue(_training) ?? recording.Map.TrainingRows), ct);
                code = reply.Codes[0];
            }
            assets.Add(code);
        }
        return assets;
    }

    private static void Show(List<ReplaySummary> summaries)
    {
        var table = new Table().AddColumns("file", "map", "asset", "rows", "left out", "refused", "from", "to (UTC)");
        foreach (var summary in summaries)
        {
            table.AddRow(
                Markup.Escape(summary.Recording.Name), summary.Recording.Map.Name, Markup.Escape($"{summary.Site}/{summary.Asset}"),
                summary.Rows.ToString(CultureInfo.InvariantCulture), summary.Recording.UnreadableCount.ToString(CultureInfo.InvariantCulture),
                summary.Refused.ToString(CultureInfo.InvariantCulture), Time(summary.FirstUnixMs), Time(summary.LastUnixMs));
        }
        AnsiConsole.Write(table);
        foreach (var summary in summaries)
        {
            if (summary.Recording.Map.Note.Length > 0) Say.Line($"{summary.Recording.Map.Name}: {summary.Recording.Map.Note}");
            if (summary.Recording.OutOfOrder > 0) Say.Line($"{summary.Recording.Name}: {summary.Recording.OutOfOrder} rows did not come after the row before and were moved by 1 ms.");
            foreach (var row in summary.Recording.Unreadable) Say.Line($"{summary.Recording.Name} {row.Reason}");
            if (summary.Recording.UnreadableCount > summary.Recording.Unreadable.Count) Say.Line($"… and {summary.Recording.UnreadableCount - summary.Recording.Unreadable.Count} more.");
        }

        static string Time(long unixMs) => DateTimeOffset.FromUnixTimeMilliseconds(unixMs).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }
}
