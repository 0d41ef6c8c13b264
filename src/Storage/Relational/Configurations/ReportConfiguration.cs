using Facilities.Storage.Relational.Access;
using Facilities.Storage.Relational.Reports;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Facilities.Storage.Relational.Configurations;

internal sealed class ReportConfiguration : IEntityTypeConfiguration<ReportSubscription>, IEntityTypeConfiguration<StoredReport>
{
    public void Configure(EntityTypeBuilder<ReportSubscription> builder)
    {
        builder.ToTable("report_subscriptions");
        builder.Property(item => item.Content).HasMaxLength(ReportSubscription.ContentLength);
        builder.Property(item => item.Refusal).HasMaxLength(64);
        // Two processes that make the same period: one of them keeps it.
        builder.Property(item => item.NextFrom).IsConcurrencyToken();
        builder.HasIndex(item => item.OwnerId);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(item => item.OwnerId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<StoredReport> builder)
    {
        builder.ToTable("reports");
        builder.Property(report => report.Sha256).HasMaxLength(64);
        builder.Property(report => report.FileName).HasMaxLength(100);
        builder.Property(report => report.MediaType).HasMaxLength(100);
        builder.HasIndex(report => new { report.SubscriptionId, report.From }).IsUnique();
        builder.HasOne<ReportSubscription>().WithMany().HasForeignKey(report => report.SubscriptionId).OnDelete(DeleteBehavior.Cascade);
    }
}
