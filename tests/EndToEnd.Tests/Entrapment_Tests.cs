using System.Text.Json;
using Facilities.EndToEnd_Tests.Browser;
using Facilities.EndToEnd_Tests.Processes;

namespace Facilities.EndToEnd_Tests;

/// <summary>
/// The main job in a real browser: a lift holds people, a crew frees them and repairs, telemetry proves it, somebody else closes, and the claim
/// stands with the right amount. A site day passes in about five minutes.
/// </summary>
public sealed class Entrapment_Tests
{
    private const double Speed = 300;
    private const int Persons = 2;
    private const string Password = "demo-Facilities-1";

    [FactNeeding(Need.Chromium)]
    public async Task A_trapped_passenger_goes_from_found_to_closed_and_becomes_a_claim()
    {
        using var folder = new TempFolder();
        await using var dashboard = await RunningDashboard.StartAsync(folder.Path, demo: true, Speed);
        using var watcher = await SignedInClient.SignInAsync(dashboard.Address, "regulator", Password);
        await using var chromium = await Chromium.StartAsync();

        // Found: by telemetry alone, with both firms told at once.
        var fault = await UntilAsync(watcher, "/api/faults?family=entrapment&q=lift-3-1", "found", list => Items(list).Count > 0, TimeSpan.FromSeconds(60));
        var id = Items(fault)[0].GetProperty("id").GetInt32();
        var number = Items(fault)[0].GetProperty("number").GetString()!;
        await UntilAsync(watcher, $"/api/faults/{id}", "released", Released, TimeSpan.FromSeconds(60));

        // The crew: acknowledge, arrive, count heads, repair. Chinese page.
        var crew = await chromium.SignInAsync(dashboard.Address, "crew", Password, "zh-CN");
        await Chromium.ShootAsync(crew, "overview-zh");
        await crew.GotoAsync($"/faults/{number}");
        await FaultDesk.ActAsync(crew, "Acknowledge");
        await FaultDesk.ActAsync(crew, "Arrive");
        await FaultDesk.ActAsync(crew, "RecordPersons", ("input[type=number]", Persons.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        await FaultDesk.ActAsync(crew, "StartFix");
        await FaultDesk.ActAsync(crew, "ReportFixed", ("textarea", "门锁触点更换"));
        await Chromium.ShootAsync(crew, "fault-soaking-zh");
        (await FaultDesk.OffersAsync(crew, "Verify")).ShouldBeFalse("the fixer verifies his own work");
        (await FaultDesk.OffersAsync(crew, "Close")).ShouldBeFalse("the fixer closes his own work");

        // Telemetry: a day of clear running proves the repair.
        await UntilAsync(watcher, $"/api/faults/{id}", "soaked", Ended("followUp", "closed"), TimeSpan.FromMinutes(12));

        // The firm's manager closes. English page.
        var firm = await chromium.SignInAsync(dashboard.Address, "firm", Password, "en");
        await firm.GotoAsync($"/faults/{number}");
        await firm.WaitForSelectorAsync(".f-act");
        if (await FaultDesk.OffersAsync(firm, "Close")) await FaultDesk.ActAsync(firm, "Close");
        await UntilAsync(watcher, $"/api/faults/{id}", "closed", Ended("closed"), TimeSpan.FromSeconds(60));
        await Chromium.ShootAsync(firm, "fault-closed-en");

        // The claim: what telemetry proves, times the heads that the crew counted.
        var claims = await UntilAsync(watcher, "/api/claims", "claimed", list => Items(list).Any(claim => IsOf(claim, id) && claim.GetProperty("persons").ValueKind == JsonValueKind.Number), TimeSpan.FromSeconds(30));
        var claim = Items(claims).Single(claim => IsOf(claim, id));
        var minutes = (claim.GetProperty("lossEndedAt").GetDateTimeOffset() - claim.GetProperty("lossAt").GetDateTimeOffset()).TotalMinutes;
        minutes.ShouldBeInRange(40, 43, "the lift was planned to hold people for 41 minutes");
        claim.GetProperty("persons").GetInt32().ShouldBe(Persons);
        foreach (var language in new[] { "zh-CN", "en" })
        {
            var page = await chromium.SignInAsync(dashboard.Address, "firm", Password, language);
            await page.GotoAsync($"/claims/{claim.GetProperty("id").GetInt32()}");
            // 30 to 60 minutes: 200 yuan a person (Shandong guiding opinion, 2019).
            await page.WaitForSelectorAsync("text=/400\\.00/");
            await Chromium.ShootAsync(page, $"claim-{language}");
            await page.GotoAsync("/");
            await page.WaitForSelectorAsync(".f-head h1");
            await Chromium.ShootAsync(page, $"overview-closed-{language}");
        }

        // A person of the insured submits, the insurer surveys, agrees, approves and pays, with the pack at hand.
        var address = $"/claims/{claim.GetProperty("id").GetInt32()}";
        await firm.GotoAsync(address);
        foreach (var action in new[] { "Check", "Notify" }) await ClaimDesk.ActAsync(firm, action);
        var insurer = await chromium.SignInAsync(dashboard.Address, "insurer", Password, "zh-CN");
        await insurer.GotoAsync(address);
        await insurer.WaitForSelectorAsync(".f-claimact");
        var pack = await ClaimDesk.TakePackAsync(insurer, folder);
        (await File.ReadAllTextAsync(Path.Combine(pack, "timeline.csv"))).ShouldContain("released");
        await ClaimDesk.OpenOfflineAsync(chromium, pack, "index.html", "pack-of-the-day");
        foreach (var action in new[] { "Survey", "Agree", "Approve", "Pay" }) await ClaimDesk.ActAsync(insurer, action);
        var paid = await UntilAsync(watcher, $"/api{address}", "paid", detail => detail.GetProperty("row").GetProperty("state").GetString() == "Paid", TimeSpan.FromSeconds(30));
        paid.GetProperty("row").GetProperty("agreedAmount").ToString().ShouldContain("400");
        await Chromium.ShootAsync(insurer, "claim-paid-zh");

        // The payout stands in the ledger of the quarter, booked from the claim.
        var fact = $"payout/{claim.GetProperty("id").GetInt32()}";
        var ledger = await UntilAsync(watcher, "/api/ledger", "booked", statement => statement.GetProperty("entries").EnumerateArray().Any(entry => IsFact(entry, fact)), TimeSpan.FromSeconds(60));
        ledger.GetProperty("entries").EnumerateArray().Single(entry => IsFact(entry, fact)).GetProperty("amount").ToString().ShouldContain("400");
        await firm.GotoAsync("/ledger");
        await firm.WaitForSelectorAsync($"tr[data-fact='{fact}']");
        await Chromium.ShootAsync(firm, "ledger-en");

        await dashboard.StopAsync();
    }

    private static bool Released(JsonElement detail) =>
        detail.GetProperty("entrapments").EnumerateArray().Any(entrapment => entrapment.TryGetProperty("releasedAt", out var released) && released.ValueKind == JsonValueKind.String);

    private static Func<JsonElement, bool> Ended(params string[] states) => detail =>
        states.Contains(detail.GetProperty("row").GetProperty("state").GetString(), StringComparer.OrdinalIgnoreCase);

    private static bool IsFact(JsonElement entry, string fact) => entry.TryGetProperty("fact", out var known) && known.ValueKind == JsonValueKind.String && known.GetString() == fact;

    private static bool IsOf(JsonElement claim, int fault) => claim.TryGetProperty("faultId", out var id) && id.ValueKind == JsonValueKind.Number && id.GetInt32() == fault;

    private static List<JsonElement> Items(JsonElement rows) => [.. rows.GetProperty("items").EnumerateArray()];

    private static async Task<JsonElement> UntilAsync(SignedInClient client, string path, string what, Func<JsonElement, bool> holds, TimeSpan limit)
    {
        using var timeout = new CancellationTokenSource(limit);
        var last = "";
        while (!timeout.IsCancellationRequested)
        {
            last = await client.Http.GetStringAsync(new Uri(path, UriKind.Relative), CancellationToken.None);
            var answer = JsonDocument.Parse(last).RootElement;
            if (holds(answer)) return answer;
            await Task.Delay(500, CancellationToken.None);
        }

        throw new TimeoutException($"Not {what} after {limit.TotalSeconds:0} s; last answer of {path}: {last}");
    }
}
