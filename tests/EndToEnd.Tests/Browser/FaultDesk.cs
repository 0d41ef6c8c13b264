using Microsoft.Playwright;

namespace Facilities.EndToEnd_Tests.Browser;

/// <summary>What a person does on the page of a fault.</summary>
internal static class FaultDesk
{
    /// <summary>Presses the button of an action, fills what it asks for, confirms, and waits until the form is gone.</summary>
    public static async Task ActAsync(IPage page, string action, params (string Selector, string Value)[] inputs)
    {
        await page.ClickAsync($".f-act button[data-action='{action}']");
        foreach (var (selector, value) in inputs) await page.FillAsync($".f-act form {selector}", value);
        await page.ClickAsync(".f-act form button[type=submit]");
        await page.WaitForSelectorAsync(".f-act form", new PageWaitForSelectorOptions { State = WaitForSelectorState.Detached });
    }

    public static async Task<bool> OffersAsync(IPage page, string action) => await page.Locator($".f-act button[data-action='{action}']:not([disabled])").CountAsync() > 0;
}
