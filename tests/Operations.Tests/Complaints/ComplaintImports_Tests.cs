using System.Text;
using Facilities.Domain;
using Facilities.Domain.Complaints;
using Facilities.Operations.Complaints;
using Facilities.Storage.Relational.Complaints;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests.Complaints;

/// <summary>Files of hotline records on their way in.</summary>
public sealed class ComplaintImports_Tests
{
    private const string Headings = "工单编号,受理时间,诉求地址,诉求内容\r\n";

    [Fact]
    public async Task A_file_in_GBK_is_taken_with_topics_and_places_and_without_telephone_numbers()
    {
        await using var site = await TestSite.StartAsync();
        var import = await ImportAsync(site, Headings + "W1,2026-02-20 08:15,望海公寓,电梯困人，我的电话13812345678\r\nW2,2026/2/21 9:00,望海公寓,家里停水\r\nW3,2026-02-22 10:00,不知道哪里,电梯坏了\r\n", "gb18030");

        (import.State, import.Read, import.Added, import.Known, import.Refused, import.Encoding).ShouldBe((ComplaintImportState.Done, 3, 3, 0, 0, "gb18030"));
        var taken = await site.ReadAsync(db => db.Complaints.OrderBy(item => item.RecordNo).ToListAsync());
        (taken[0].Topic, taken[0].Subtopic, taken[0].AssetId, taken[0].State, taken[0].RulesVersion).ShouldBe((ComplaintTopic.Elevator, "entrapment", site.Lift, ComplaintState.Believed, ComplaintRules.Version));
        taken[0].Text.ShouldBe("电梯困人，我的电话***");
        (taken[0].Month, taken[0].Hour).ShouldBe(((2026 * 12) + 1, 8));
        (taken[1].Topic, taken[1].CommunityId).ShouldBe((ComplaintTopic.Water, taken[0].CommunityId));
        (taken[2].CommunityId, taken[2].State).ShouldBe((null, ComplaintState.Waiting));
        import.Waiting.ShouldBe(1);
    }

    [Fact]
    public async Task The_same_records_again_change_nothing()
    {
        await using var site = await TestSite.StartAsync();
        await ImportAsync(site, Headings + "W1,2026-02-20 08:15,望海公寓,电梯困人\r\n");

        var again = await ImportAsync(site, Headings + "W1,2026-02-20 08:15,望海公寓,完全不同的话\r\nW1,2026-02-20 08:15,望海公寓,又一次\r\nW2,2026-02-20 08:15,望海公寓,电梯门坏\r\n");

        (again.Added, again.Known).ShouldBe((1, 2));
        (await site.ReadAsync(db => db.Complaints.OrderBy(item => item.RecordNo).Select(item => item.Text).ToListAsync())).ShouldBe(["电梯困人", "电梯门坏"]);
    }

    [Fact]
    public async Task Of_two_records_with_one_number_in_a_file_the_first_is_kept()
    {
        await using var site = await TestSite.StartAsync();
        var import = await ImportAsync(site, Headings + "W9,2026-02-20 08:15,望海公寓,电梯困人\r\nW1,2026-02-20 08:15,望海公寓,电梯门坏\r\nW9,2026-02-20 08:15,望海公寓,完全不同的话\r\n");

        (import.Added, import.Known).ShouldBe((2, 1));
        (await site.ReadAsync(db => db.Complaints.OrderBy(item => item.RecordNo).Select(item => item.Text).ToListAsync())).ShouldBe(["电梯门坏", "电梯困人"]);
    }

    [Fact]
    public async Task Rows_that_cannot_be_taken_are_kept_with_line_and_reason_and_hold_up_no_other()
    {
        await using var site = await TestSite.StartAsync();
        var import = await ImportAsync(site, Headings + ",2026-02-20 08:15,,电梯\r\nW2,gestern,,电梯\r\nW3,2026-02-20 08:15,,\r\nW4,2031-01-01 00:00,,电梯\r\nW5,2026-02-20 08:15,,电梯\r\nW6,0001-01-01 00:00:00,,电梯\r\n");

        (import.Added, import.Refused).ShouldBe((1, 5));
        (await site.ReadAsync(db => db.ComplaintRefusals.OrderBy(item => item.Line).Select(item => new { item.Line, item.Reason }).ToListAsync())).Select(item => (item.Line, item.Reason))
            .ShouldBe([(2, ComplaintCodes.Number), (3, ComplaintCodes.Time), (4, ComplaintCodes.Words), (5, ComplaintCodes.TimeRange), (7, ComplaintCodes.TimeRange)]);
    }

    [Fact]
    public async Task An_import_that_was_stopped_goes_on_after_the_last_saved_row()
    {
        await using var site = await TestSite.StartAsync();
        var text = new StringBuilder(Headings);
        // More than a batch is left.
        for (var i = 0; i < 23_000; i++) text.Append('W').Append(i).Append(",2026-02-20 08:15,望海公寓,电梯坏了\r\n");
        var draft = await UploadAsync(site, text.ToString());
        await site.Get<ComplaintImports>().StartAsync(site.Regulator, draft.Import.Id, draft.Import.Mapping, default);
        // As after a kill between two batches.
        await site.Get<Facilities.Storage.Relational.FacilitiesWriter>().WriteAsync(async (unit, token) =>
        {
            var import = await unit.Db.ComplaintImports.FirstAsync(token);
            (import.State, import.Read, import.Added, import.FirstMonth, import.LastMonth) = (ComplaintImportState.Running, 2_000, 2_000, (2026 * 12) + 1, (2026 * 12) + 1);
        }, default);

        await site.Get<ComplaintImportRun>().RunAsync(default);

        var done = (await site.Get<ComplaintImports>().FindAsync(site.Regulator, draft.Import.Id, default)).ShouldNotBeNull();
        (done.State, done.Read, done.Added, done.Known).ShouldBe((ComplaintImportState.Done, 23_000, 23_000, 0));
        (await site.ReadAsync(db => db.Complaints.CountAsync())).ShouldBe(21_000);
        (await site.Get<ComplaintImportRun>().RunAsync(default)).ShouldBe(0);
    }

    [Fact]
    public async Task The_mapping_of_a_source_is_remembered_and_a_needed_column_is_asked_for()
    {
        await using var site = await TestSite.StartAsync();
        const string Strange = "A,B,C\r\nW1,2026-02-20 08:15,电梯困人\r\n";
        var imports = site.Get<ComplaintImports>();
        var draft = await UploadAsync(site, Strange);
        draft.Import.Mapping.ShouldBeEmpty();
        (await Should.ThrowAsync<RuleViolation>(() => imports.StartAsync(site.Regulator, draft.Import.Id, draft.Import.Mapping, default))).Code.ShouldBe(OperationCodes.FieldMissing);
        var mapping = new Dictionary<string, string> { ["Record"] = "A", ["Received"] = "B", ["Text"] = "C" };
        (await imports.PreviewAsync(site.Regulator, draft.Import.Id, mapping, default)).Single().Complaint.ShouldNotBeNull().Subtopic.ShouldBe("entrapment");
        await imports.StartAsync(site.Regulator, draft.Import.Id, mapping, default);
        await site.Get<ComplaintImportRun>().RunAsync(default);

        var next = await UploadAsync(site, Strange);

        next.Remembered.ShouldBeTrue();
        next.Import.Mapping.ShouldBe(mapping);
        (await Should.ThrowAsync<RuleViolation>(() => UploadAsync(site, ""))).Code.ShouldBe(ComplaintCodes.Empty);
        (await Should.ThrowAsync<RuleViolation>(() => imports.UploadAsync(site.Crew, "12345", "x.csv", new MemoryStream(), default))).Code.ShouldBe(RuleCodes.RightMissing);
        (await imports.FindAsync(site.Stranger, draft.Import.Id, default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_quarter_is_compared_with_the_year_and_the_half_year_before()
    {
        await using var site = await TestSite.StartAsync();
        var text = new StringBuilder(Headings);
        Add("2026-01-05 08:10", 3, "电梯困人");
        Add("2026-02-05 21:10", 3, "停水");
        Add("2025-02-05 21:10", 4, "电梯困人");
        Add("2025-07-05 21:10", 2, "电梯困人");
        await ImportAsync(site, text.ToString());

        var quarter = await site.Get<ComplaintAnalysis>().QuarterAsync(site.Regulator, new DateOnly(2026, 3, 1), null, default);

        (quarter.All.Count, quarter.All.YearBefore, quarter.All.HalfBefore, quarter.All.OnYear, quarter.All.OnHalfYear).ShouldBe((6, 4, 2, 0.5, 2.0));
        // The first is none: nothing like it in the 90 days before.
        quarter.Topics.Single(item => item.Topic == ComplaintTopic.Elevator).Repeats.ShouldBe(2);
        var row = quarter.Sites.ShouldHaveSingleItem();
        (row.Count, row.Hours[8], row.Hours[21], row.YearBefore).ShouldBe((6, 3, 3, 4));
        quarter.Months.Single(item => item.Month == new DateOnly(2026, 2, 1)).Count.ShouldBe(3);
        (await site.Get<ComplaintAnalysis>().QuarterAsync(site.Stranger, new DateOnly(2026, 3, 1), null, default)).All.Count.ShouldBe(0);

        void Add(string at, int count, string words)
        {
            for (var i = 0; i < count; i++) text.Append(at.Replace(" ", "", StringComparison.Ordinal)).Append(i).Append(words.Length).Append(',').Append(at).Append(",望海公寓,").Append(words).Append("\r\n");
        }
    }

    private static async Task<ComplaintImport> ImportAsync(TestSite site, string csv, string encoding = "utf-8")
    {
        var draft = await UploadAsync(site, csv, encoding);
        await site.Get<ComplaintImports>().StartAsync(site.Regulator, draft.Import.Id, draft.Import.Mapping, default);
        await site.Get<ComplaintImportRun>().RunAsync(default);
        return (await site.Get<ComplaintImports>().FindAsync(site.Regulator, draft.Import.Id, default)).ShouldNotBeNull();
    }

    private static async Task<ImportDraft> UploadAsync(TestSite site, string csv, string encoding = "utf-8")
    {
        using var content = new MemoryStream(TextEncoding.Named(encoding).GetBytes(csv));
        return await site.Get<ComplaintImports>().UploadAsync(site.Regulator, "12345", "records.csv", content, default);
    }
}
