using Facilities.Domain.Assets;
using Facilities.Domain.Faults;
using Facilities.Domain.Grades;
using Facilities.Storage.Relational.Conventions;
using Facilities.Storage.Relational.Grades;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Facilities.Storage.Relational.Configurations;

internal sealed class GradeConfiguration : IEntityTypeConfiguration<CommunityGrade>, IEntityTypeConfiguration<GradeAppeal>
{
    public void Configure(EntityTypeBuilder<CommunityGrade> builder)
    {
        builder.ToTable("community_grades");
        builder.HasKey(grade => new { grade.CommunityId, grade.Month });
        builder.Ignore(grade => grade.Holds);
        builder.Property(grade => grade.OwnReasons).AsJson();
        builder.Property(grade => grade.OwnVetoes).AsJson();
        builder.Property(grade => grade.Reasons).AsJson();
        builder.Property(grade => grade.Vetoes).AsJson();
        builder.HasIndex(grade => grade.Month);
        builder.HasOne<Community>().WithMany().HasForeignKey(grade => grade.CommunityId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<GradeAppeal> builder)
    {
        builder.ToTable("grade_appeals");
        builder.Property(appeal => appeal.Reason).HasMaxLength(Attachments.MaximumNoteLength);
        builder.Property(appeal => appeal.Decision).HasMaxLength(Attachments.MaximumNoteLength);
        // Two reviewers at once: one of them is told that it is decided.
        builder.Property(appeal => appeal.State).IsConcurrencyToken();
        // A month is appealed once.
        builder.HasIndex(appeal => new { appeal.CommunityId, appeal.Month }).IsUnique();
        builder.HasOne<Community>().WithMany().HasForeignKey(appeal => appeal.CommunityId).OnDelete(DeleteBehavior.Cascade);
    }
}
