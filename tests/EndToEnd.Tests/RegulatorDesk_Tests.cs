using Facilities.EndToEnd_Tests.Browser;
using Microsoft.Playwright;

namespace Facilities.EndToEnd_Tests;

/// <summary>The regulator's desk in a real browser: from the district to one record's evidence, out as a file, and a sample from its announcement to enforcement.</summary>
[Collection(DemoDeskCollection.Name)]
public sealed class RegulatorDesk_Tests(DemoDesk desk)
{
    [FactNeeding(Need.Chromium)]
    public async Task From_the_district_down_to_the_evidence_and_out_with_the_same_numbers()
    {
        var page = await desk.SignInAsync("regulator", "en");
        await page.GotoAsync("/compliance?period=Quarter");
        await page.WaitForSelectorAsync(".f-comp tbody tr");
        await Chromium.ShootAsync(page, "desk-district-en-light");

        // The numbers that leave are those that stand here.
        var shown = await RowsAsync(page);
        var csv = await TextAsync(page, await HrefAsync(page, "a[href*='what=Table'][href*='format=Csv']"));
        var lines = csv.TrimStart('\uFEFF').Split("\r\n");
        lines.Skip(1).Take(shown.Count).Select(line => line.Split(',')).Select(cells => string.Join('|', cells.Take(9))).ShouldBe(shown);
        lines.ShouldContain(line => line.StartsWith("Audit chain head,", StringComparison.Ordinal));
        var workbook = await page.EvaluateAsync<int[]>("async url => [...new Uint8Array(await (await fetch(url)).arrayBuffer())].slice(0, 2)", await HrefAsync(page, "a[href*='what=Table'][href*='format=Xlsx']"));
        workbook.ShouldBe(['P', 'K']);

        await page.ClickAsync(".f-comp tbody tr a.link");
        await page.WaitForURLAsync("**community=*");
        // The address is there before the page is.
        await page.ClickAsync(".f-comp tbody tr a.link[href*='asset=']");
        await page.WaitForURLAsync("**asset=*");
        await page.WaitForSelectorAsync("a[href*='what=Items'][href*='asset=']");
        var items = await TextAsync(page, await HrefAsync(page, "a[href*='what=Items'][href*='format=Csv']"));
        items.TrimStart('\uFEFF').Split("\r\n").Skip(1).TakeWhile(line => line.Length > 0).Count().ShouldBe(await page.Locator(".f-items tbody tr").CountAsync());

        await page.ClickAsync(".f-items tr:has-text('Done') a.cell");
        await page.WaitForURLAsync("**item=*");
        await page.WaitForSelectorAsync(".f-verdict .f-crit li");
        await Chromium.ShootAsync(page, "desk-evidence-en-light");
        await page.ClickAsync(".f-verdict header a.link");
        await page.WaitForURLAsync("**/inspections/*");
        await page.WaitForSelectorAsync("#h-facts");
        // All of it is in the address: going back shows the same record.
        await page.GoBackAsync();
        await page.WaitForSelectorAsync(".f-items tr.sel");
    }

    [FactNeeding(Need.Chromium)]
    public async Task A_sample_is_announced_drawn_checked_and_handed_over()
    {
        var page = await desk.SignInAsync("regulator", "en", "dark");
        await page.GotoAsync("/supervision");
        await page.FillAsync("form input.code", "2026031-07");
        await page.FillAsync("form input[type=number]", "3");
        await page.ClickAsync("form .f-btn.p");
        await page.ClickAsync("table a.link:has-text('S-')");
        await page.WaitForSelectorAsync("text=Announced");
        await page.ClickAsync(".f-decision .f-btn.p");
        await page.WaitForSelectorAsync("[data-check] >> nth=2");
        (await page.Locator("[data-check]").CountAsync()).ShouldBe(3);

        var first = page.Locator("[data-check] >> nth=0");
        await first.Locator("[data-result=NotAsClaimed]").ClickAsync();
        await first.Locator("textarea").FillAsync("Dust on the car top, no oil at the rails");
        await Chromium.ShootAsync(page, "desk-sample-en-dark");
        await first.Locator("form button[type=submit]").ClickAsync();
        await first.Locator("button:has-text('Hand to enforcement')").ClickAsync();
        await first.Locator("input.code").FillAsync("YS-2026-17");
        await first.Locator(".f-two input >> nth=1").FillAsync("Market supervision");
        await first.Locator("textarea").FillAsync("The visit never happened");
        await first.Locator("form button[type=submit]").ClickAsync();
        await first.Locator("[data-case] textarea").FillAsync("Fined 20,000 yuan");
        await first.Locator("button:has-text('Enter result')").ClickAsync();
        await first.Locator("text=Fined 20,000 yuan").WaitForAsync();

        await page.GotoAsync("/supervision");
        await page.WaitForSelectorAsync("text=YS-2026-17");
        await page.WaitForSelectorAsync("text=1 not as claimed");
        await Chromium.ShootAsync(page, "desk-supervision-en-dark");

        // Nobody else has such a desk.
        var firm = await desk.SignInAsync("firm", "en");
        (await firm.Locator(".f-nav a[href='/supervision']").CountAsync()).ShouldBe(0);
        await firm.GotoAsync("/supervision");
        await firm.WaitForSelectorAsync("text=Your role cannot open this page");
    }

    /// <summary>Name and the eight counts of each row, without grouping of thousands.</summary>
    private static async Task<IReadOnlyList<string>> RowsAsync(IPage page)
    {
        var rows = await page.Locator(".f-comp tbody tr").AllAsync();
        var read = new List<string>();
        foreach (var row in rows)
        {
            var cells = await row.Locator("td").AllInnerTextsAsync();
            read.Add(string.Join('|', cells.Take(9).Select((cell, i) => i == 0 ? cell.Trim() : cell.Trim().Replace(",", "", StringComparison.Ordinal))));
        }

        return read;
    }

    private static async Task<string> HrefAsync(IPage page, string selector) => (await page.Locator(selector).First.GetAttributeAsync("href")).ShouldNotBeNull();

    private static Task<string> TextAsync(IPage page, string address) => page.EvaluateAsync<string>("async url => new TextDecoder('utf-8', { ignoreBOM: true }).decode(await (await fetch(url)).arrayBuffer())", address);
}
