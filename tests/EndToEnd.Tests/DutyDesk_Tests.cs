using Facilities.EndToEnd_Tests.Browser;
using Microsoft.Playwright;

namespace Facilities.EndToEnd_Tests;

/// <summary>A manager keeps the rota, the calendar and a permit, in a real browser.</summary>
[Collection(DemoDeskCollection.Name)]
public sealed class DutyDesk_Tests(DemoDesk desk)
{
    [FactNeeding(Need.Chromium)]
    public async Task A_manager_names_a_second_person_for_the_weekend_and_a_substitute()
    {
        var page = await desk.SignInAsync("firm", "zh-CN");
        await page.GotoAsync("/duty");
        await page.WaitForSelectorAsync(".f-lane .shift");
        (await page.Locator(".f-lane .gap").CountAsync()).ShouldBeGreaterThan(0, "the demo has no second person at night");
        await Chromium.ShootAsync(page, "duty-firm-zh-light");

        await page.ClickAsync("button:has-text('每周班次')");
        await page.SelectOptionAsync("form.f-inline select >> nth=0", "2");
        await page.SelectOptionAsync("form.f-inline select >> nth=1", new SelectOptionValue { Index = 1 });
        await Chromium.ShootAsync(page, "duty-form-zh-light");
        await page.ClickAsync("form.f-inline .f-btn.p");
        await page.WaitForSelectorAsync("form.f-inline", new PageWaitForSelectorOptions { State = WaitForSelectorState.Detached });

        await page.ClickAsync("button:has-text('替班')");
        await page.SelectOptionAsync("form.f-inline select >> nth=1", new SelectOptionValue { Index = 1 });
        await page.SelectOptionAsync("form.f-inline select >> nth=2", new SelectOptionValue { Index = 1 });
        await page.ClickAsync("form.f-inline .f-btn.p");
        await page.WaitForSelectorAsync(".f-problem:has-text('替班人不能是本人')");
        await page.SelectOptionAsync("form.f-inline select >> nth=2", new SelectOptionValue { Index = 2 });
        await page.ClickAsync("form.f-inline .f-btn.p");
        await page.WaitForSelectorAsync("td:has-text('替 ')");
        await Chromium.ShootAsync(page, "duty-substitute-zh-light");
    }

    [FactNeeding(Need.Chromium)]
    public async Task A_manager_takes_over_the_holidays_of_2026_and_a_dispatcher_only_reads_them()
    {
        var page = await desk.SignInAsync("firm", "en", "dark");
        await page.GotoAsync("/calendars?year=2026");
        await page.ClickAsync("button:has-text('Take the holidays of 2026')");
        await page.WaitForSelectorAsync("tr:has-text('2026-10-10'):has-text('Worked')");
        (await page.Locator(".f-month .off").CountAsync()).ShouldBe(33);
        (await page.Locator(".f-month .work").CountAsync()).ShouldBe(6);
        await Chromium.ShootAsync(page, "calendar-2026-en-dark");

        var dispatcher = await desk.SignInAsync("dispatcher", "zh-CN");
        await dispatcher.GotoAsync("/calendars?year=2026");
        await dispatcher.WaitForSelectorAsync("tr:has-text('2026-10-10')");
        (await dispatcher.Locator("#content form").CountAsync()).ShouldBe(0, "who may not change it is offered nothing");
        await Chromium.ShootAsync(dispatcher, "calendar-2026-zh-light");
    }

    [FactNeeding(Need.Chromium)]
    public async Task A_manager_grants_a_permit_and_ends_it()
    {
        var page = await desk.SignInAsync("firm", "en", "dark");
        await page.GotoAsync("/assets/jinxiu/fire-pump-1");
        await page.ClickAsync("[aria-labelledby=h-permits] button:has-text('Grant a permit')");
        await page.FillAsync("[aria-labelledby=h-permits] input[maxlength='2000']", "Seal replaced");
        await Chromium.ShootAsync(page, "permit-form-en-dark");
        await page.ClickAsync("[aria-labelledby=h-permits] .f-btn.p");
        await page.WaitForSelectorAsync("[aria-labelledby=h-permits] .f-fa:has-text('Running'):has-text('Seal replaced')");
        await Chromium.ShootAsync(page, "permit-runs-en-dark");
        await page.ClickAsync("[aria-labelledby=h-permits] button:has-text('End now')");
        await page.WaitForSelectorAsync("[aria-labelledby=h-permits] .f-fa:has-text('Ended early')");
    }
}
