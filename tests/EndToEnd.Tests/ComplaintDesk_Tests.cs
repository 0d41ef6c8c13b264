using System.Globalization;
using System.Text;
using Facilities.EndToEnd_Tests.Browser;
using Microsoft.Playwright;

namespace Facilities.EndToEnd_Tests;

/// <summary>A regulator brings the hotline's file, says what the rules weren't sure of, and reads the quarter.</summary>
[Collection(DemoDeskCollection.Name)]
public sealed class ComplaintDesk_Tests(DemoDesk desk)
{
    [FactNeeding(Need.Chromium)]
    public async Task A_file_is_brought_mapped_and_imported_a_doubtful_record_is_confirmed_and_the_quarter_shows_it()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var now = DateTime.UtcNow.AddHours(8);
        var csv = new StringBuilder("工单编号,受理时间,诉求地址,诉求内容\r\n");
        for (var i = 0; i < 12; i++) csv.Append(CultureInfo.InvariantCulture, $"E2E{i},{now.AddHours(-i):yyyy-MM-dd HH:mm},锦绣花园3号楼2单元,2号电梯门关不上反复开关\r\n");
        csv.Append(CultureInfo.InvariantCulture, $"E2E90,{now:yyyy-MM-dd HH:mm},,老码头那片电梯坏了\r\nE2E91,不是时间,,电梯\r\n");
        var page = await desk.SignInAsync("regulator", "zh-CN");
        await page.GotoAsync("/complaints/imports");
        await page.WaitForSelectorAsync("input[type=file]");
        await page.SetInputFilesAsync("input[type=file]", new FilePayload { Name = "hotline.csv", MimeType = "text/csv", Buffer = Encoding.GetEncoding("gb18030").GetBytes(csv.ToString()) });
        await page.ClickAsync("[data-import='hotline.csv'] button");
        await page.WaitForSelectorAsync(".f-more form tbody tr");
        await Chromium.ShootAsync(page, "complaint-mapping-zh-light");
        await page.ClickAsync(".f-more form button[type=submit]");
        await page.WaitForSelectorAsync("[data-import='hotline.csv'] a[href$='/refused']");
        await page.Locator("[data-import='hotline.csv']", new() { HasText = "完成" }).WaitForAsync();
        await Chromium.ShootAsync(page, "complaint-imports-zh-light");

        await page.GotoAsync("/complaints/queue?state=Waiting");
        await page.ClickAsync("[data-complaint=E2E90] button");
        await page.SelectOptionAsync(".f-more select[name=community]", new SelectOptionValue { Label = "锦绣花园" });
        await page.FillAsync(".f-more input[name=alias]", "老码头那片");
        await Chromium.ShootAsync(page, "complaint-review-zh-light");
        await page.ClickAsync(".f-more button[type=submit]");
        await page.Locator("[data-complaint=E2E90]").WaitForAsync(new() { State = WaitForSelectorState.Detached });

        await page.GotoAsync("/complaints/queue?record=E2E0");
        await page.ClickAsync("[data-fault=E2E0]");
        (await page.InputValueAsync(".f-more select[name=family]")).ShouldBe("door");
        await Chromium.ShootAsync(page, "complaint-fault-zh-light");

        await page.GotoAsync("/complaints");
        await page.WaitForSelectorAsync(".f-hours tbody tr");
        await Chromium.ShootAsync(page, "complaints-zh-light");
        await page.GotoAsync("/assets/jinxiu/lift-3-2");
        await page.WaitForSelectorAsync("#h-echo");
        await Chromium.ShootAsync(page, "complaint-echo-zh-light");
        var english = await desk.SignInAsync("regulator", "en", "dark");
        await english.SetViewportSizeAsync(Chromium.PhoneWidth, 844);
        await english.GotoAsync("/complaints");
        await english.WaitForSelectorAsync(".f-hours tbody tr");
        await Chromium.ShootAsync(english, "complaints-phone-en-dark");
    }
}
