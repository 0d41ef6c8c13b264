using Facilities.Domain.Complaints;

namespace Facilities.Domain.Tests.Complaints;

/// <summary>What people type about places is read as the same place however it is typed.</summary>
public sealed class ComplaintText_Tests
{
    [Theory]
    [InlineData("３号楼２单元", "3号楼2单元")]
    [InlineData("三 号 楼 二 单 元", "3号楼2单元")]
    [InlineData("十二号楼", "12号楼")]
    [InlineData("二十一栋", "21栋")]
    [InlineData("一百零三号", "103号")]
    [InlineData("一二〇三室", "1203室")]
    [InlineData("3好楼", "3号楼")]
    [InlineData("3号搂2单园", "3号楼2单元")]
    [InlineData("第一医院旁的一家三口", "第一医院旁的一家三口")]
    [InlineData("A 座 LIFT 2", "a座lift 2")]
    [InlineData("", "")]
    public void Normalised(string typed, string read) => ComplaintText.Normalise(typed).ShouldBe(read);

    [Theory]
    [InlineData("3号楼2单元1501室", "3", 2, null)]
    [InlineData("三栋二单元", "3", 2, null)]
    [InlineData("12幢", "12", null, null)]
    [InlineData("5座1单元", "5", 1, null)]
    [InlineData("A座", "a", null, null)]
    [InlineData("3#2单元", "3", 2, null)]
    [InlineData("3#楼", "3", null, null)]
    [InlineData("3-2-1501", "3", 2, null)]
    [InlineData("3楼2单元", "3", 2, null)]
    [InlineData("我家在3楼", null, null, null)]
    [InlineData("3号楼2单元1号梯", "3", 2, 1)]
    [InlineData("2号电梯", null, null, 2)]
    [InlineData("2号增压泵", null, null, 2)]
    [InlineData("滨海路18号", null, null, null)]
    [InlineData("2026-11-20", null, null, null)]
    [InlineData("03号楼", "3", null, null)]
    public void Numbers_of_a_place(string typed, string? building, int? unit, int? lift) =>
        SpokenPlace.Read(ComplaintText.Normalise(typed)).ShouldBe(new SpokenPlace(building, unit, lift));

    [Theory]
    [InlineData("请回电13812345678谢谢", "请回电***谢谢")]
    [InlineData("电话+8613812345678", "电话***")]
    [InlineData("86-13812345678", "***")]
    [InlineData("138-1234-5678或138 1234 5678", "***或***")]
    [InlineData("１３８１２３４５６７８", "***")]
    [InlineData("0532-80001234", "***")]
    [InlineData("身份证370202199001011234", "身份证***")]
    [InlineData("电梯370211-10101", "电梯370211-10101")]
    [InlineData("3号楼1501", "3号楼1501")]
    public void Numbers_of_people_are_left_out(string typed, string kept) => ComplaintText.WithoutNumbersOfPeople(typed).ShouldBe(kept);

    [Fact]
    public void No_text_breaks_the_reader()
    {
        var random = new Random(7);
        for (var i = 0; i < 2_000; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(60)).Select(_ => (char)random.Next(1, 0xFFFF))]);
            var read = ComplaintText.Normalise(text);
            SpokenPlace.Read(read);
            TopicClassifier.Shipped.Classify(read).Confidence.ShouldBeInRange(0, 1);
        }
    }
}
