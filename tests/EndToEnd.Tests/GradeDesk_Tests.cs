using System.Globalization;
using System.Text.Json;
using Facilities.EndToEnd_Tests.Browser;
using Microsoft.Data.Sqlite;

namespace Facilities.EndToEnd_Tests;

/// <summary>Grades in a real browser: a regulator sees why a community is yellow, its firm appeals, a reviewer decides; and what everybody sees, without an account.</summary>
[Collection(DemoDeskCollection.Name)]
public sealed class GradeDesk_Tests(DemoDesk desk)
{
    [FactNeeding(Need.Chromium)]
    public async Task A_regulator_sees_why_a_community_is_yellow_its_firm_appeals_and_a_reviewer_decides()
    {
        var month = await YellowMonthAsync();
        var regulator = await desk.SignInAsync("regulator", "en");
        await regulator.GotoAsync("/grades");
        await regulator.WaitForSelectorAsync(".f-grades tbody tr");
        await Chromium.ShootAsync(regulator, "grades-en-light");
        await regulator.ClickAsync($"a[href='/grades/jinxiu']");
        await regulator.WaitForSelectorAsync(".f-causes li");
        await regulator.GotoAsync($"/grades/jinxiu?month={month}");
        await regulator.WaitForSelectorAsync(".f-score .f-seal.yellow");
        await regulator.WaitForSelectorAsync("text=Faults: 2");
        await Chromium.ShootAsync(regulator, "grade-yellow-en-light");
        var fact = regulator.Locator(".f-causelinks a").First;
        var number = await fact.InnerTextAsync();
        await fact.ClickAsync();
        await regulator.WaitForURLAsync("**/faults/" + number);

        var firm = await desk.SignInAsync("firm", "zh-CN", "dark");
        await firm.GotoAsync($"/grades/jinxiu?month={month}");
        await firm.WaitForSelectorAsync("#h-appeal");
        await firm.FillAsync("section[aria-labelledby=h-appeal] textarea", "停电由供电公司造成");
        await Chromium.ShootAsync(firm, "grade-appeal-zh-dark");
        await firm.ClickAsync("section[aria-labelledby=h-appeal] button[type=submit]");
        await firm.WaitForSelectorAsync("[data-appeal]");
        (await firm.Locator("#h-appeal").CountAsync()).ShouldBe(0);

        await regulator.GotoAsync($"/grades/jinxiu?month={month}");
        await regulator.FillAsync("[data-appeal] textarea", "The supplier confirms it");
        await regulator.ClickAsync("[data-decide=Blue]");
        await regulator.WaitForSelectorAsync("[data-appeal] >> text=Granted");
        await regulator.WaitForSelectorAsync(".f-score .f-seal.blue");
        await Chromium.ShootAsync(regulator, "grade-granted-en-light");
    }

    [FactNeeding(Need.Chromium)]
    public async Task Everybody_sees_the_public_page_without_an_account_in_large_type_too_and_nobodys_name()
    {
        await YellowMonthAsync();
        foreach (var (language, theme) in new[] { ("zh-CN", "light"), ("en", "dark") })
        {
            var page = await desk.OpenAsync(language, theme);
            var answer = await page.GotoAsync("/p/jinxiu");
            answer!.Status.ShouldBe(200);
            await page.WaitForSelectorAsync("a.sos[href='tel:96333']");
            await Chromium.ShootAsync(page, $"public-{language[..2]}-{theme}");
            await page.GotoAsync("/p/jinxiu?size=large");
            await page.WaitForSelectorAsync("[data-size=large]");
            await Chromium.ShootAsync(page, $"public-large-{language[..2]}-{theme}");
            (await page.GotoAsync("/p/nowhere"))!.Status.ShouldBe(410);
        }

        using var http = new HttpClient { BaseAddress = (await desk.DashboardAsync()).Address };
        var json = await http.GetStringAsync(new Uri("/api/public/communities/jinxiu", UriKind.Relative));
        JsonDocument.Parse(json).RootElement.GetProperty("grades").GetArrayLength().ShouldBeGreaterThan(0);
        using var admin = await desk.ApiAsync("admin");
        var users = JsonDocument.Parse(await admin.Http.GetStringAsync(new Uri("/api/users", UriKind.Relative))).RootElement;
        foreach (var user in (users.ValueKind == JsonValueKind.Array ? users : users.GetProperty("items")).EnumerateArray()) json.ShouldNotContain(user.GetProperty("name").GetProperty("zh").GetString()!);
    }

    /// <summary>The month before this one, closed and yellow, as the service would have left it; two faults of the demo are its cause.</summary>
    private async Task<string> YellowMonthAsync()
    {
        var dashboard = await desk.DashboardAsync();
        var today = DateTime.UtcNow.AddHours(8);
        var first = new DateOnly(today.Year, today.Month, 1);
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(dashboard.DataPath, "facilities.db")};Default Timeout=30");
        await connection.OpenAsync();
        await using var find = connection.CreateCommand();
        find.CommandText = "SELECT f.id, f.number, c.id FROM faults f JOIN communities c ON c.id = f.community_id WHERE c.site_code = 'jinxiu' ORDER BY f.id LIMIT 2";
        var links = new List<object>();
        long site = 0;
        await using (var reader = await find.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                links.Add(new { kind = 1, id = reader.GetInt64(0), label = reader.GetString(1) });
                site = reader.GetInt64(2);
            }
        }

        var reasons = JsonSerializer.Serialize(new[]
        {
            new { text = "grade.faults?burden=13.5&count=2", points = 14.7, most = 30.0, links = links.ToArray() },
            new { text = "grade.inspections?contradicted=1&due=20&ontime=18&proven=9&share=70", points = 11.1, most = 30.0, links = Array.Empty<object>() },
            new { text = "grade.complaints?count=0&rate=0", points = 0.0, most = 25.0, links = Array.Empty<object>() },
            new { text = "grade.loop?count=1", points = 2.7, most = 15.0, links = Array.Empty<object>() },
        });
        await using var insert = connection.CreateCommand();
        insert.CommandText = """
            INSERT OR IGNORE INTO community_grades (community_id, month, as_of, assets, own_points, coverage, own_reasons, own_vetoes, is_settled, is_closed, score, own, shown, reasons, vetoes, under_appeal, granted)
            VALUES ($site, $month, $asOf, 30, 71.5, 0.93, '[]', '[]', 1, 1, 72, 2, 2, $reasons, '[]', 0, NULL)
            """;
        insert.Parameters.AddWithValue("$site", site);
        insert.Parameters.AddWithValue("$month", first.AddMonths(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        insert.Parameters.AddWithValue("$asOf", new DateTimeOffset(first.ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(8)).ToUnixTimeMilliseconds());
        insert.Parameters.AddWithValue("$reasons", reasons);
        await insert.ExecuteNonQueryAsync();
        return first.AddMonths(-1).ToString("yyyy-MM", CultureInfo.InvariantCulture);
    }
}
