using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Facilities.EndToEnd_Tests.Browser;
using Facilities.Mqtt;
using Facilities.Simulator.Plans;
using Facilities.Simulator.Sites;
using Facilities.Simulator.Work;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;

namespace Facilities.EndToEnd_Tests;

/// <summary>
/// From the plan to the file on the regulator's disk, in a browser: two inspections that were both signed, of which one was done. The site clock makes a second two
/// minutes.
/// </summary>
[Collection(DemoDeskCollection.Name)]
public sealed class ProvenInspections_Tests(HurriedDesk desk) : IClassFixture<HurriedDesk>
{
    private const string Seed = "2026031-07";

    /// <summary>Columns of the table as it leaves, after the name and the eight counts.</summary>
    private const int ProvenColumn = 10, PartlyColumn = 11, ContradictedColumn = 12, NoDataColumn = 13;

    /// <summary>In these the demo traps people, so they don't run as lifts do.</summary>
    private static readonly string[] Stopped = ["lift-3-1", "lift-2-1"];

    [FactNeeding(Need.Chromium)]
    public async Task What_a_firm_planned_and_two_crews_signed_is_proven_or_contradicted_sampled_and_exported_with_the_pages_numbers()
    {
        using var api = await desk.ApiAsync("firm");
        await LeaveMidnightAsync(api.Http);
        var pump = await ChooseAsync(api.Http, "fire-pump-weekly-start");
        var lift = await ChooseAsync(api.Http, "elevator-half-month");
        await PlanAsync(api.Http, pump);
        await PlanAsync(api.Http, lift);

        // Both are recorded on the phone; only the pump is worked on.
        await RoundAsync("crewfire", null, pump, cut: true);
        await WorkAsync(api.Http, pump);
        await RoundAsync("crew", "crew2", lift, cut: false);
        await VerdictAsync(api.Http, pump, "Proven");
        await VerdictAsync(api.Http, lift, "Contradicted");

        var regulator = await desk.SignInAsync("regulator", "en");
        await CompareAsync(regulator, [pump, lift]);
        await LookAsync(regulator, pump, "Proven", met: true);
        await LookAsync(regulator, lift, "Contradicted", met: false);
        await SampleAsync(regulator, lift);
    }

    [FactNeeding(Need.Chromium)]
    public async Task A_report_that_the_regulator_subscribed_is_made_when_its_week_is_over_and_has_the_pages_numbers()
    {
        var page = await desk.SignInAsync("regulator", "en", "dark");
        await page.GotoAsync("/compliance?by=Community");
        await page.ClickAsync("a.f-btn[href*='/reports']");
        await page.WaitForSelectorAsync("form select[name=interval]");
        await page.SelectOptionAsync("select[name=interval]", "Weekly");
        await page.SelectOptionAsync("select[name=format]", "Csv");
        await page.ClickAsync("form .f-btn.p");
        await page.WaitForSelectorAsync("[data-subscription]");
        (await page.Locator("[data-subscription] tbody tr").CountAsync()).ShouldBe(0, "this week isn't over");

        await WeekLaterAsync();
        var made = page.Locator("[data-subscription] tbody tr").First;
        await made.WaitForAsync(new LocatorWaitForOptions { Timeout = 60_000 });
        await Chromium.ShootAsync(page, "reports-made-en-dark");
        var days = (await made.Locator("td").First.InnerTextAsync()).Split(" – ");
        var report = SentTable.OfCsv(await SentTable.FetchAsync(page, (await made.Locator("a").GetAttributeAsync("href"))!));
        using var api = await desk.ApiAsync("regulator");
        await Eventually.HoldsAsync(async () => (await api.Http.GetStringAsync(new Uri("/api/notifications", UriKind.Relative))).Contains("\"/reports\"", StringComparison.Ordinal), "its owner is told");

        await page.SetViewportSizeAsync(Chromium.DeskWidth, 1000);
        await page.GotoAsync($"/compliance?period=Own&from={days[0]}&until={days[1]}&by=Community");
        await page.WaitForSelectorAsync(".f-comp tbody tr");
        report.Rows.Skip(1).Select(Numbers).ShouldBe(await ShownAsync(page));
    }

    /// <summary>The subscription as it would stand had the service slept for a week.</summary>
    private async Task WeekLaterAsync()
    {
        await using var db = new SqliteConnection($"Data Source={Path.Combine((await desk.DashboardAsync()).DataPath, "facilities.db")};Pooling=False");
        await db.OpenAsync();
        await using var earlier = db.CreateCommand();
        earlier.CommandText = "UPDATE report_subscriptions SET next_from = date(next_from, '-7 days')";
        (await earlier.ExecuteNonQueryAsync()).ShouldBe(1);
    }

    /// <summary>Around midnight "today" would become another day between two steps.</summary>
    private static async Task LeaveMidnightAsync(HttpClient http)
    {
        while ((await Rest.NowAsync(http)).Hour >= 22) await Task.Delay(500);
    }

    /// <summary>An inspection that may be done today.</summary>
    private static async Task<JsonElement> ChooseAsync(HttpClient http, string template)
    {
        var today = await Rest.TodayAsync(http);
        return (await Rest.ItemsAsync(http, $"/api/inspections?template={template}")).First(row =>
            row.GetProperty("state").GetString() is "Planned" or "Due" && Rest.Day(row, "earliestOn") <= today && Rest.Day(row, "dueDate") >= today
            && !Stopped.Contains(Code(row)));
    }

    /// <summary>The manager gives it today on the calendar.</summary>
    private async Task PlanAsync(HttpClient http, JsonElement row)
    {
        var (today, planned) = (await Rest.TodayAsync(http), Rest.Day(row, "plannedDate"));
        var page = await desk.SignInAsync("firm", "zh-CN");
        await page.GotoAsync($"/inspections/calendar?at={Rest.Iso(planned)}");
        await page.WaitForSelectorAsync($"[data-item='{Id(row)}']");
        if (planned != today)
        {
            await page.ClickAsync($"[data-item='{Id(row)}'] button");
            await page.FillAsync($"[data-item='{Id(row)}'] input[type=date]", Rest.Iso(today));
            await page.ClickAsync($"[data-item='{Id(row)}'] form button[type=submit]");
            await page.WaitForSelectorAsync($"[data-item='{Id(row)}']", new PageWaitForSelectorOptions { State = WaitForSelectorState.Detached });
        }

        Rest.Day((await Rest.GetAsync(http, $"/api/inspections/{Id(row)}")).GetProperty("row"), "plannedDate").ShouldBe(today);
        await page.Context.CloseAsync();
    }

    /// <param name="cut">The network goes when the asset's code has been read, and comes back when all is recorded.</param>
    private async Task RoundAsync(string user, string? second, JsonElement row, bool cut)
    {
        using var crew = await desk.ApiAsync(user);
        var task = (await Rest.ItemsAsync(crew.Http, "/api/crew/inspections")).Single(item => Id(item.GetProperty("row")) == Id(row));
        var page = await desk.OpenAsync("zh-CN");
        await Phone.SignInAsync(page, user);
        await Phone.OpenRoundAsync(page, Id(row));
        await page.ClickAsync("[data-action=begin]");
        await Phone.CodeAsync(page, $"{row.GetProperty("place").GetProperty("siteCode").GetString()}/{Code(row)}");
        await page.WaitForSelectorAsync(".m-steps li.done .code");
        if (second is not null) await Phone.SecondSignsInAsync(page, second);
        if (cut) await page.Context.SetOfflineAsync(true);
        await Phone.AnswerAsync(page, task.GetProperty("steps").EnumerateArray(), "7.5");
        if (second is not null) await Phone.DrawAsync(page);
        await Phone.RecordAsync(page);
        if (cut)
        {
            (await Rest.GetAsync(crew.Http, $"/api/inspections/{Id(row)}")).GetProperty("recordedAt").ValueKind.ShouldBe(JsonValueKind.Null, "nothing has left the phone yet");
            await page.Context.SetOfflineAsync(false);
        }

        await Phone.UntilSentAsync(page);
        await page.Context.CloseAsync();
    }

    /// <summary>What the pump's gateway says of a start that was really made in the claimed time, from the simulator's own model; it comes late, with its own times.</summary>
    private async Task WorkAsync(HttpClient http, JsonElement row)
    {
        var began = (await Rest.GetAsync(http, $"/api/inspections/{Id(row)}")).GetProperty("startedAt").GetDateTimeOffset();
        var start = began.AddMinutes(-12);
        var plan = new AssetPlan { Code = Code(row), Type = AssetTypes.FirePump, Seed = 1, Works = [new WorkPlan { Work = "fire-pump-start", Start = start }] };
        await using var gateway = new MqttClient(new MqttClientOptions { Port = (await desk.DashboardAsync()).MqttPort, ClientId = "late-gateway" });
        await gateway.ConnectAsync();
        var topic = Encoding.UTF8.GetBytes($"fm/v1/{row.GetProperty("place").GetProperty("siteCode").GetString()}/{Code(row)}/telemetry");
        var sent = new List<byte[]>();
        AssetPast.Play(plan, start, start.AddMinutes(16), (_, payload) => sent.Add(payload));
        foreach (var payload in sent) await gateway.PostAsync(topic, payload);
        await gateway.DrainAsync();
        await gateway.DisconnectAsync();
    }

    /// <summary>Judged an hour after the window, and again an hour after that.</summary>
    private static Task VerdictAsync(HttpClient http, JsonElement row, string verdict) => Eventually.HoldsAsync(async () =>
    {
        await Task.Delay(500);
        return (await Rest.GetAsync(http, $"/api/inspections/{Id(row)}/proof")).GetProperty("verdict").ToString() == verdict;
    }, $"{Code(row)} is {verdict}", TimeSpan.FromMinutes(3));

    /// <summary>CSV and XLSX have the numbers of the page, row by row; and so have the lists behind the two verdicts.</summary>
    private static async Task CompareAsync(IPage page, JsonElement[] rows)
    {
        var (from, until) = (rows.Min(row => Rest.Day(row, "dueDate")).AddDays(-20), rows.Max(row => Rest.Day(row, "dueDate")).AddDays(20));
        var address = $"/compliance?period=Own&from={Rest.Iso(from)}&until={Rest.Iso(until)}&by=Community";
        await page.GotoAsync(address);
        await page.WaitForSelectorAsync(".f-comp tfoot tr");
        var (csv, xlsx) = (await SentTable.CsvAsync(page, "Table"), await SentTable.XlsxAsync(page, "Table"));
        var shown = await ShownAsync(page);
        shown.Count.ShouldBe(3, "two communities and their sum");
        csv.Rows.Skip(1).Select(Numbers).ShouldBe(shown);
        xlsx.Rows.Skip(1).Select(Numbers).ShouldBe(shown);
        foreach (var sent in (SentTable[])[csv, xlsx]) sent.Origin.ShouldContain(line => line[0] == "Audit chain head" && line[1].Length > 60);

        // The four verdicts above the table are those of the last row.
        var sum = csv.Rows[^1];
        var ways = await page.Locator(".f-ways a").AllInnerTextsAsync();
        ways.Select(way => way.Trim().Split(' ', '\u00a0')[^1]).ShouldBe([sum[ProvenColumn], sum[PartlyColumn], sum[ContradictedColumn], sum[NoDataColumn]]);
        int.Parse(sum[ProvenColumn], CultureInfo.InvariantCulture).ShouldBeGreaterThan(0);
        int.Parse(sum[ContradictedColumn], CultureInfo.InvariantCulture).ShouldBeGreaterThan(0);

        await page.GotoAsync($"{address}&of=Contradicted");
        await page.WaitForSelectorAsync(".f-items tbody tr");
        var listed = await page.Locator(".f-items tbody tr").EvaluateAllAsync<string[]>("rows => rows.map(row => row.dataset.item)");
        listed.Length.ShouldBe(int.Parse(sum[ContradictedColumn], CultureInfo.InvariantCulture));
        var items = await SentTable.XlsxAsync(page, "Items");
        items.Rows.Skip(1).Select(row => row[0]).ShouldBe(listed, ignoreOrder: true);
        (await SentTable.CsvAsync(page, "Items")).Rows.Skip(1).Select(row => row[0]).ShouldBe(listed, ignoreOrder: true);
        listed.ShouldContain(Id(rows[1]).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The record's page says in words and figures what telemetry saw.</summary>
    private static async Task LookAsync(IPage page, JsonElement row, string verdict, bool met)
    {
        await page.GotoAsync($"/inspections/{Id(row)}");
        await page.WaitForSelectorAsync($".f-verdict [data-verdict={verdict}]");
        await page.WaitForSelectorAsync(".f-verdict .f-prooflegend");
        var stages = await page.Locator(".f-verdict [data-stage]").EvaluateAllAsync<bool[]>("lines => lines.map(line => line.dataset.met === 'true')");
        stages.ShouldNotBeEmpty();
        if (met) stages.ShouldAllBe(stage => stage);
        else stages.ShouldContain(false);
        await Chromium.ShootAsync(page, $"record-{verdict.ToLowerInvariant()}-en-light");
        await page.SetViewportSizeAsync(Chromium.DeskWidth, 1000);
    }

    /// <summary>A sample is announced with its seed and drawn; anyone can draw it again. Whoever goes there finds what telemetry says.</summary>
    private static async Task SampleAsync(IPage page, JsonElement row)
    {
        await page.GotoAsync("/supervision");
        await page.FillAsync("form input[type=date] >> nth=0", Rest.Iso(Rest.Day(row, "dueDate")));
        await page.FillAsync("form input[type=date] >> nth=1", Rest.Iso(Rest.Day(row, "dueDate")));
        await page.SelectOptionAsync("form select >> nth=0", "elevator-half-month");
        await page.FillAsync("form input.code", Seed);
        await page.FillAsync("form input[type=number]", "1");
        await page.ClickAsync("form .f-btn.p");
        await page.ClickAsync("table a.link:has-text('S-')");
        await page.ClickAsync(".f-decision .f-btn.p");
        await page.WaitForSelectorAsync("[data-check]");

        var sample = await page.EvaluateAsync<JsonElement>("async () => (await (await fetch('/api/samples/' + location.pathname.split('/').pop())).json())");
        var announcement = sample.GetProperty("row").GetProperty("announcement").GetString();
        var population = await page.EvaluateAsync<string>("async () => (await (await fetch('/api/samples/' + location.pathname.split('/').pop() + '/population')).text())");
        var drawn = population.Split('\n', StringSplitOptions.RemoveEmptyEntries).MinBy(item => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Seed}|{announcement}|{item}"))), StringComparer.Ordinal);
        population.Split('\n').ShouldContain(Id(row).ToString(CultureInfo.InvariantCulture));
        (await page.Locator("[data-check] h2 a").First.GetAttributeAsync("href")).ShouldBe("/inspections/" + drawn);

        await page.ClickAsync("[data-check] [data-result=NotAsClaimed]");
        await page.FillAsync("[data-check] textarea", "The log of the controller shows no visit");
        await page.ClickAsync("[data-check] form button[type=submit]");
        await page.WaitForSelectorAsync("[data-check] .f-note:has-text('no visit')");
        await Chromium.ShootAsync(page, "record-sampled-en-light");
    }

    /// <summary>Name, the eight counts and what is contradicted, of each row and of the sum.</summary>
    private static async Task<IReadOnlyList<string>> ShownAsync(IPage page)
    {
        var read = new List<string>();
        foreach (var row in await page.Locator(".f-comp tbody tr, .f-comp tfoot tr").AllAsync())
        {
            var cells = (await row.Locator("td").AllInnerTextsAsync()).Select(cell => cell.Trim().Replace(",", "", StringComparison.Ordinal)).ToList();
            read.Add(string.Join('|', [.. cells.Take(9), cells[^1]]));
        }

        return read;
    }

    private static string Numbers(IReadOnlyList<string> cells) => string.Join('|', [.. cells.Take(9), cells[ContradictedColumn]]);

    private static int Id(JsonElement row) => row.GetProperty("id").GetInt32();

    private static string Code(JsonElement row) => row.GetProperty("place").GetProperty("code").GetString()!;
}
